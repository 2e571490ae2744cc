import { expect, test } from 'vitest'
import { convertText } from '../src/keywords/converting/convert-text.ts'
import { examplesOf, readPages } from './documentation/pages.ts'
import { createProject } from './project.ts'

const SHARED = '*** Keywords ***\nShared\n  [return]  1\n  Log  shared\n'

/** Converts a suite through the command, and returns what came of it. */
async function convert(rows: string, more: Readonly<Record<string, string>> = {}) {
  await using project = createProject({ 'robot/old.robot': rows, ...more })
  const ended = await project.hil(['convert', 'robot', '--to', 'suites'])
  return { ...ended, text: project.read('suites/old.hil') }
}

const body = (...rows: readonly string[]) =>
  `*** Test Cases ***\nOld\n${rows.map((row) => `    ${row}\n`).join('')}`

test('a suite that needs no Python becomes a .hil suite that passes the check', async () => {
  const suite = `*** Settings ***\nResource  common.robot\nForce Tags  old\n${body('Shared', 'Log    x')}`
  await using project = createProject({ 'robot/old.robot': suite, 'robot/common.robot': SHARED })
  const ended = await project.hil(['convert', 'robot', '--to', 'suites'])
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
  expect(ended.stdout).toContain('robot/old.robot → suites/old.hil  2 modernised, all carried')
  expect(ended.stdout).toContain('line 2: common.robot → common.resource')
  expect(project.read('suites/old.hil')).toContain(
    'Resource          common.resource\nTest Tags         old\n',
  )
  expect(project.read('suites/common.resource')).toBe(
    '*** Keywords ***\nShared\n    Log    shared\n    RETURN    1\n',
  )
  expect(await project.hil(['check', 'suites'])).toMatchObject({ exitCode: 0 })
  expect(await project.hil(['format', '--check', 'suites'])).toMatchObject({ exitCode: 0 })
  expect(await project.hil(['run', 'suites'])).toMatchObject({ exitCode: 0 })
})

test('what was given up is written as it is today', async () => {
  const { text, exitCode } = await convert(
    body(
      '${x}=    Set Variable    1    # kept',
      'Set Suite Variable    $y    ${x}',
      ':FOR    ${i}    in range    3',
      '\\    Continue For Loop If    ${i} == 1',
      '\\    Run Keyword If    ${i} == 2    Exit For Loop',
      "Run Keyword If    '${x}' == '2'    Log    two",
      "...    ELSE IF    '${x}' == '3'    Log    three",
      '...    ELSE    Log    other',
      '${r} =    Run Keyword If    ${x}    Set Variable    a    ELSE    Set Variable    b',
      'Log    ${r}${y}',
    ),
  )
  expect(text).toBe(`*** Test Cases ***
Old
    VAR    \${x}    1    # kept
    VAR    \${y}    \${x}    scope=SUITE
    FOR    \${i}    IN RANGE    3
        IF    \${i} == 1    CONTINUE
        IF    \${i} == 2
            BREAK
        END
    END
    IF    '\${x}' == '2'
        Log    two
    ELSE IF    '\${x}' == '3'
        Log    three
    ELSE
        Log    other
    END
    \${r} =    IF    \${x}    Set Variable    a    ELSE    Set Variable    b
    Log    \${r}\${y}
`)
  expect(exitCode).toBe(0)
})

test('what might not be the same stays', async () => {
  const rows = [
    'VAR    ${kw}    Log',
    'VAR    @{list}    1    Log',
    'Run Keyword If    ${TRUE}    ${kw}    x',
    'Run Keyword If    @{list}    x',
    'Run Keyword Unless    ${FALSE}    Log    x',
    '${many} =    Set Variable    a    b',
    '${option} =    Set Variable    separator=x',
    'Set Suite Variable    ${child}    x    children=true',
    'Log Many    ${many}    ${option}    ${child}',
  ]
  const { text } = await convert(body(...rows))
  expect(text).toBe(body(...rows))
})

test('a keyword of the suite hides the standard one, so calls of it stay', async () => {
  const own = '*** Keywords ***\nExit For Loop If\n    [Arguments]    ${x}\n    Log    ${x}\n'
  const { text } = await convert(
    `${body('FOR    ${i}    IN    a', '    Exit For Loop If    ${i}', 'END')}\n${own}`,
  )
  expect(text).toContain('        Exit For Loop If    ${i}\n')
})

test('the report says line by line what could not be carried, why, and what to do', async () => {
  const suite = `*** Settings ***\nLibrary    mine.py\nVariables    values.py\n${body(
    'Should Be True    os.getcwd()',
    'No Such Keyword',
  )}`
  const { exitCode, stderr, stdout } = await convert(suite)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('4 not carried')
  expect(stderr).toContain(
    'robot/old.robot:2:12  The library "mine.py" is written in Python. Hilwright runs no Python.',
  )
  expect(stderr).toContain('remote library protocol')
  expect(stderr).toContain('robot/old.robot:3:14  The variable file "values.py" is Python.')
  expect(stderr).toContain('robot/old.robot:6:23  "os.getcwd" cannot be called in expressions.')
  expect(stderr).toContain('robot/old.robot:7:5  I do not know the keyword "No Such Keyword".')
})

test('--json is the report as data, and --dry-run writes nothing', async () => {
  await using project = createProject({
    'old.robot': `*** Settings ***\nLibrary    mine.py\n${body('Log    x')}`,
  })
  const { exitCode, stdout } = await project.hil(['convert', 'old.robot', '--dry-run', '--json'])
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'hilwright-convert/1',
    files: [
      {
        source: 'old.robot',
        target: 'old.hil',
        changes: [],
        findings: [{ code: 'python-library', line: 2 }],
      },
    ],
  })
  expect(project.exists('old.hil')).toBe(false)
})

test('nothing is replaced without --force', async () => {
  await using project = createProject({ 'old.robot': body('Log    x'), 'old.hil': 'mine' })
  const refused = await project.hil(['convert', 'old.robot'])
  expect(refused).toMatchObject({ exitCode: 2 })
  expect(refused.stderr).toContain('old.hil is there already; nothing was written.')
  expect(project.read('old.hil')).toBe('mine')
  expect(await project.hil(['convert', 'old.robot', '--force'])).toMatchObject({ exitCode: 0 })
  expect(project.read('old.hil')).toBe(body('Log    x'))
  expect(await project.hil(['convert', 'bench.yaml'])).toMatchObject({ exitCode: 2 })
})

test('imports of files that stay lead to them from the new place', async () => {
  await using project = createProject({
    'robot/old.robot': `*** Settings ***\nResource  \${CURDIR}/../lib/common.resource\n${body('Shared')}`,
    'lib/common.resource': SHARED,
  })
  await project.hil(['convert', 'robot/old.robot', '--to', 'suites/deep'])
  expect(project.read('suites/deep/old.hil')).toContain(
    'Resource          ${CURDIR}/../../lib/common.resource\n',
  )
  expect(await project.hil(['check', 'suites'])).toMatchObject({ exitCode: 0 })
})

test('the example of from-robot.md is converted as the page shows', () => {
  const [before = '', after] = examplesOf(readPages())
    .filter(({ page, language }) => page === 'docs/from-robot.md' && language === 'robotframework')
    .map(({ text }) => text)
  const context = {
    kind: 'suite',
    ownKeywords: new Set<string>(),
    renamed: () => undefined,
    knowsLibrary: () => true,
  } as const
  expect(convertText(before, context).text).toBe(after)
})
