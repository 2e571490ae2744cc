import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { config, createProject, type Ended, type Project } from './project.ts'

const TESTS = '*** Test Cases ***\nFirst\n'

/** What is wrong in a suite, the suites that have it, and what is said of it. */
const MISTAKES: readonly [string, Readonly<Record<string, string>>, readonly string[]][] = [
  [
    'a block without its end',
    { 'block.hil': `${TESTS}    IF    1 == 1\n        Log    a\n` },
    ['block.hil:3:5', '   3 |     IF    1 == 1\n     |     ^^', 'Write END'],
  ],
  [
    'a section nobody knows',
    { 'section.hil': '*** Test Casess ***\nFirst\n    Log    a\n' },
    ['section.hil:1:1', 'Did you mean "Test Cases"?'],
  ],
  ['bytes that are no text', { 'bytes.hil': `${TESTS}    Log    \u0000\n\u0001\n` }, ['bytes.hil:4:1']],
  [
    'an unknown keyword',
    { 'unknown.hil': `${TESTS}    Powr On\n` },
    [
      'unknown.hil:3:5  I do not know the keyword "Powr On".',
      '   3 |     Powr On\n     |     ^^^^^^^',
      '     Power On',
    ],
  ],
  [
    'a keyword with too few spaces behind it',
    { 'spaces.hil': `${TESTS}    Read Serial Until boot complete\n` },
    ['spaces.hil:3:5', 'in quotes or follow two spaces', '     Read Serial Until "boot complete"'],
  ],
  [
    'too few arguments',
    { 'count.hil': `${TESTS}    Should Be Equal    1\n` },
    [
      'count.hil:3:5',
      'expected 2 to 10 arguments, got 1',
      'It is written: Should Be Equal    first    second',
    ],
  ],
  [
    'an argument of the wrong type',
    { 'type.hil': `${TESTS}    Sleep    5 potatoes\n` },
    ['type.hil:3:14', 'expected a duration', 'got "5 potatoes"'],
  ],
  [
    'a misspelt argument name',
    { 'named.hil': `${TESTS}    Read Serial Until    a    timout=5 s\n` },
    ['named.hil:3:31', 'Did you mean "timeout="?'],
  ],
  [
    'an unknown variable',
    { 'variable.hil': `${TESTS}    Log    \${nobody}\n` },
    ['variable.hil:3:12', 'The variable ${nobody} has no value here.'],
  ],
  [
    'two tests of one name',
    { 'twice.hil': `${TESTS}    Log    a\nFirst\n    Log    b\n` },
    ['twice.hil:4:1', 'stands at line 2 already'],
  ],
  [
    'resource files that import each other',
    {
      'circle.hil': `*** Settings ***\nResource    a.resource\n\n${TESTS}    Log    a\n`,
      'a.resource': '*** Settings ***\nResource    b.resource\n',
      'b.resource': '*** Settings ***\nResource    a.resource\n',
    },
    ['b.resource:2:13', 'a.resource → b.resource → a.resource'],
  ],
  [
    'a resource file that does not exist',
    { 'import.hil': `*** Settings ***\nResource    nowhere.resource\n\n${TESTS}    Log    a\n` },
    ['import.hil:2:13', "Resource file 'nowhere.resource' does not exist"],
  ],
]

describe('mistakes in suites, all told in one go', () => {
  let project: Project
  let run: Ended
  beforeAll(async () => {
    const files = MISTAKES.flatMap(([, suites]) => Object.entries(suites))
    project = createProject(Object.fromEntries(files.map(([name, text]) => [`suites/${name}`, text])))
    run = await project.hil(['run'])
  })
  afterAll(() => project[Symbol.asyncDispose]())

  test('they end with 2 before anything runs', () => {
    expect(run.exitCode).toBe(2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain('Nothing was run')
    expect(project.exists('test-results')).toBe(false)
  })

  test.each(MISTAKES)('%s is shown with its place and a hint', (_title, _files, said) => {
    for (const text of said) expect(run.stderr).toContain(text)
  })

  test('hil check says the same', async () => {
    const check = await project.hil(['check'])
    expect(check.exitCode).toBe(2)
    for (const [, , said] of MISTAKES) for (const text of said) expect(check.stderr).toContain(text)
  })
})

const USES_BOARD = `${TESTS}    Power On\n`

test('keys of the bench file that nobody knows are all told, with their places', async () => {
  await using project = createProject({
    'suites/a.hil': USES_BOARD,
    'bench.yaml':
      'devices:\n  one:\n    type: avr-bord\n  two:\n    type: avr-board\n    pase: fast\n    supply: 5 lemons\n',
  })
  const { exitCode, stdout, stderr } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('bench.yaml:3:11  I do not know the device type "avr-bord".')
  expect(stderr).toContain('Did you mean "avr-board"?')
  expect(stderr).toContain('bench.yaml:6:5  I do not know the key "pase" here.')
  expect(stderr).toContain('Did you mean "pace"?')
  expect(stderr).toContain('bench.yaml:7:13')
})

test('a missing bench is told at the test that needs it', async () => {
  await using project = createProject({ 'suites/a.hil': USES_BOARD, 'bench.yaml': '' })
  const { exitCode, stderr } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('suites/a.hil:3:5  The suite needs a device')
  expect(stderr).toContain('hil init')
})

test('options of the configuration that nobody knows are told with their places, beside mistakes in suites', async () => {
  await using project = createProject({
    'suites/a.hil': `${TESTS}    Powr On\n`,
    'playwright.config.ts': config('retrys: 2,', "use: { bench_file: 'x.yaml', board: 5 },"),
  })
  const { exitCode, stdout, stderr } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('playwright.config.ts:5:3  I do not know the option "retrys".')
  expect(stderr).toContain('   5 |   retrys: 2,\n     |   ^^^^^^')
  expect(stderr).toContain('Did you mean "retries"?')
  expect(stderr).toContain('playwright.config.ts:6:10  I do not know the option "use.bench_file".')
  expect(stderr).toContain('playwright.config.ts:6:32')
  expect(stderr).toContain('suites/a.hil:3:5')
  expect(stderr).not.toContain('node_modules')
})

test('a test folder that does not exist is told', async () => {
  await using project = createProject({ 'playwright.config.ts': config().replace("'suites'", "'suits'") })
  const { exitCode, stderr } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('playwright.config.ts:4:3  There is no folder "suits".')
})

test('a corrupt image fails the test that flashes it, and nothing else', async () => {
  await using project = createProject({
    'suites/corrupt.hex': ':100000000C9434000C943E000C943E000C943E0000\n:00000001FF\n',
    'suites/a.hil': `*** Settings ***\nSuite Teardown    Power Off\n\n*** Test Cases ***
Corrupt
    Flash    \${CURDIR}/corrupt.hex
Still Boots
    Power On
    Read Serial Until    boot complete    timeout=20 s
`,
  })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/corrupt\.hex.*checksum|checksum.*corrupt\.hex/s)
  expect(stdout).toContain('>  6 |     Flash    ${CURDIR}/corrupt.hex'.replace('>  6', '> 6'))
  expect(project.json()[0]?.tests).toEqual({ Corrupt: 'failed', 'Still Boots': 'passed' })
})

test('a firmware that never boots is the fault of the device, with the last lines of its console', async () => {
  await using project = createProject({
    'suites/dead.hex': ':02000000FFCF30\n:00000001FF\n', // rjmp .-2
    'suites/a.hil': `*** Test Cases ***
Dead
    Power On
    Read Serial Until    boot complete    timeout=20 s
    Flash    \${CURDIR}/dead.hex
    Read Serial Until    boot complete    timeout=1 s
    [Teardown]    Power Off
`,
  })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('DeviceError: board: "boot complete" did not come within')
  expect(stdout).toContain('Last lines received:')
  expect(stdout).toMatch(/\| .*boot complete/)
})
