import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createProject, type Ended, type Project } from './project.ts'

const MISTAKE = '*** Test Cases ***\nFirst\n    Powr On\n    Log    100%, a: b\n    log    ${none there}\n'
const WARNING = '*** Test Cases ***\nFirst\n    Should Be True    ${TRUE}\n'
const CLEAN = '*** Test Cases ***\nFirst\n    Log    a\n'
const FIXABLE = '*** Setting ***\nLibrary Collections\n\n*** Test Cases ***\nFirst\n    if    $x\n'

describe('forms of output', () => {
  let project: Project
  beforeAll(() => {
    project = createProject({
      'suites/a b.hil': MISTAKE,
      'suites/warn.hil': WARNING,
      'suites/fix.hil': FIXABLE,
    })
  })
  afterAll(() => project[Symbol.asyncDispose]())

  test('JSON has every problem with its place, and edits that would fix it', async () => {
    const { stdout, stderr, exitCode } = await project.hil(['check', 'suites', '--format', 'json'])
    expect([stderr, exitCode]).toEqual(['', 2])
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ version: 1, files: 3, tests: 3 })
    expect(result.errors + result.warnings).toBe(result.problems.length)
    expect(result.problems[0]).toEqual({
      file: 'suites/a b.hil',
      excerpt: '    Powr On',
      code: 'unknown-keyword',
      severity: 'error',
      line: 3,
      column: 5,
      endColumn: 12,
      message: 'I do not know the keyword "Powr On".',
      hint: 'Did you mean:\n   Power On',
    })
    expect(result.problems).toContainEqual(
      expect.objectContaining({
        code: 'singular-section',
        fix: { edits: [{ line: 1, column: 1, endColumn: 16, text: '*** Settings ***' }] },
      }),
    )
  })

  test('SARIF is as the standard wants it', async () => {
    const { stdout, exitCode } = await project.hil(['check', 'suites', '--format', 'sarif'])
    expect(exitCode).toBe(2)
    const [run] = SARIF.parse(JSON.parse(stdout)).runs
    expect(run?.results[0]).toMatchObject({
      ruleId: 'unknown-keyword',
      level: 'error',
      message: { text: 'I do not know the keyword "Powr On".\nDid you mean:\n   Power On' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'suites/a%20b.hil', uriBaseId: 'SRCROOT' } } },
      ],
    })
    for (const { ruleId, ruleIndex } of run?.results ?? [])
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    expect(run?.results.flatMap((result) => result.fixes ?? [])).not.toEqual([])
  })

  test('annotations for GitHub escape what would end them', async () => {
    const { stdout } = await project.hil(['check', 'suites/a b.hil', '--format', 'github'])
    expect(stdout.split('\n')[0]).toBe(
      '::error file=suites/a b.hil,line=3,endLine=3,col=5,endColumn=11,title=unknown-keyword::I do not know the keyword "Powr On".%0ADid you mean:%0A   Power On',
    )
  })

  test('in GitHub Actions the text has annotations, too', async () => {
    const { stdout, stderr } = await project.hil(['check', 'suites/warn.hil'], { GITHUB_ACTIONS: 'true' })
    expect(stderr).toContain('suites/warn.hil:3:5  warning: This checks "${TRUE}"')
    expect(stdout).toMatch(
      /^::warning file=suites\/warn\.hil,line=3,.*\nno mistakes, 1 warning in 1 test in 1 file\n?$/,
    )
  })

  test('hil run --dryrun says the same and runs nothing', async () => {
    const dry = await project.hil(['run', '--dryrun', 'suites/warn.hil:2'])
    expect(dry).toMatchObject({ exitCode: 0, stdout: 'no mistakes, 1 warning in 1 test in 1 file' })
    expect(project.exists('test-results')).toBe(false)
  })
})

test.each([
  ['no problem', CLEAN, [], 0],
  ['a warning', WARNING, [], 0],
  ['a warning, with --strict', WARNING, ['--strict'], 2],
  ['a mistake', MISTAKE, [], 2],
  ['no problem, with --strict', CLEAN, ['--strict'], 0],
])('%s: the exit code says it', async (_title, text, options, expected) => {
  await using project = createProject({ 'suites/a.hil': text })
  expect((await project.hil(['check', 'suites', ...options])).exitCode).toBe(expected)
})

test('--fix keeps line ends and the byte order mark, goes on until nothing is left, and changes nothing else', async () => {
  const text =
    '\ufeff*** Setting ***\r\nForce Tags    x\r\nLibrary Collections\r\n\r\n*** Test Cases ***\r\nFirst\r\n    if    1 = 1\r\n        Log    C:\\temp\\new\r\n    end\r\n'
  await using project = createProject({ 'suites/a.hil': text })
  const { exitCode, stderr, stdout } = await project.hil(['check', '--fix', 'suites'])
  expect(project.read('suites/a.hil')).toBe(
    '\ufeff*** Settings ***\r\nTest Tags    x\r\nLibrary    Collections\r\n\r\n*** Test Cases ***\r\nFirst\r\n    IF    1 == 1\r\n        Log    C:/temp/new\r\n    END\r\n',
  )
  expect([exitCode, stdout]).toEqual([0, 'no mistakes in 1 test in 1 file'])
  expect(stderr.match(/ {2}fixed [a-z-]+/g)?.sort()).toEqual(
    [
      ...['deprecated-syntax', 'expression-syntax', 'lower-case-word', 'lower-case-word', 'path-escapes'],
      ...['singular-section', 'unknown-setting'],
    ].map((code) => `  fixed ${code}`),
  )
})

describe('silences', () => {
  let project: Project
  beforeAll(() => {
    project = createProject()
  })
  afterAll(() => project[Symbol.asyncDispose]())
  const check = (text: string): Promise<Ended> => {
    project.write({ 'suites/a.hil': text })
    return project.hil(['check', 'suites'])
  }
  const step = '    Should Be True    ${TRUE}'

  test.each([
    ['on the line', `*** Test Cases ***\nFirst\n${step}    # hil: allow constant-assertion — an example\n`],
    [
      'on the line above',
      `*** Test Cases ***\nFirst\n    # hil: allow constant-assertion - an example\n${step}\n`,
    ],
    [
      'above the first section',
      `# hil: allow x-y, constant-assertion: an example\n*** Test Cases ***\nFirst\n${step}\n`,
    ],
  ])('stand %s', async (_place, text) => {
    expect(await check(text)).toMatchObject({ stderr: '', stdout: 'no mistakes in 1 test in 1 file' })
  })

  test('without a reason, or of no use, are warnings', async () => {
    const { stderr, exitCode } = await check(
      `*** Test Cases ***\nFirst\n${step}    # hil: allow constant-assertion\n    # hil: allow unused-keyword — nothing\n    Log    a\n`,
    )
    expect(exitCode).toBe(0)
    expect(stderr.trimEnd()).toBe(
      [
        'suites/a.hil:3:34  warning: This comment silences a problem, but does not say why.',
        '   3 |     Should Be True    ${TRUE}    # hil: allow constant-assertion',
        `     | ${' '.repeat(33)}${'^'.repeat(31)}`,
        '  Write the reason behind the code: # hil: allow CODE — the reason',
        '',
        'suites/a.hil:4:5  warning: This comment silences a problem that is not there.',
        '   4 |     # hil: allow unused-keyword — nothing',
        `     |     ${'^'.repeat(37)}`,
        '  Remove it, or put it on the line of the problem, on the line above, or above the first section.',
      ].join('\n'),
    )
  })

  test('also of a mistake: the suite runs then', async () => {
    project.write({
      'suites/a.hil':
        '*** Test Cases ***\nFirst\n    IF    1 == 2\n        Powr On    # hil: allow unknown-keyword — comes later\n    END\n',
    })
    expect((await project.hil(['run'])).exitCode).toBe(0)
  })
})

const AT = {
  startLine: z.int().min(1),
  startColumn: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
}
const ARTIFACT = z.strictObject({ uri: z.string().regex(/^[^\s]+$/), uriBaseId: z.string().optional() })
const TEXT = z.strictObject({ text: z.string().min(1) })

/** The parts of SARIF 2.1.0 that a check writes; nothing else may be there. */
const SARIF = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z.array(z.strictObject({ id: z.string() })),
        }),
      }),
      columnKind: z.literal('utf16CodeUnits'),
      originalUriBaseIds: z.record(z.string(), z.strictObject({ uri: z.string().regex(/^file:\/\/.*\/$/) })),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(['error', 'warning']),
          message: TEXT,
          locations: z.array(
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: ARTIFACT,
                region: z.strictObject({ ...AT, snippet: z.strictObject({ text: z.string() }) }),
              }),
            }),
          ),
          fixes: z
            .array(
              z.strictObject({
                artifactChanges: z
                  .array(
                    z.strictObject({
                      artifactLocation: ARTIFACT,
                      replacements: z
                        .array(
                          z.strictObject({
                            deletedRegion: z.strictObject(AT),
                            insertedContent: z.strictObject({ text: z.string() }),
                          }),
                        )
                        .min(1),
                    }),
                  )
                  .min(1),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
})

test('a bench file is checked before there is a suite', async () => {
  await using project = createProject({ 'bench.yaml': 'devices:\n  board:\n    type: avr-bord\n' })
  const { all, exitCode } = await project.hil(['check'])
  expect(all).toContain('bench.yaml:3:11  I do not know the device type "avr-bord".')
  expect(exitCode).toBe(2)
})

test('arguments that the device would refuse are found before it is powered', async () => {
  const suite = `*** Test Cases ***
First
    Flash    app.hex    sha256=hello
    Storage Read    offset=-1    length=all
    Screen Should Say    ready    region=1,2
`
  await using project = createProject({ 'suites/a.hil': suite })
  const { stderr, exitCode } = await project.hil(['check', 'suites'])
  expect(stderr).toContain(
    '"sha256" of Flash is wrong: expected 64 hexadecimal digits, or none, got "hello".',
  )
  expect(stderr).toContain('"offset" of Storage Read is wrong: expected at least 0, got -1.')
  expect(stderr).toContain(
    '"length" of Storage Read is wrong: expected a whole number such as "42", got "all".',
  )
  expect(stderr).toContain(
    '"region" of Screen Should Say is wrong: expected x,y,width,height in pixels, got "1,2".',
  )
  expect(exitCode).toBe(2)
})
