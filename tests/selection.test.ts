import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { config, createProject, type Project } from './project.ts'

const SUITE = `*** Settings ***
Test Tags    all

*** Test Cases ***
First
    [Tags]    smoke
    Log    one
Second
    [Tags]    slow
    Log    two
Third
    Fail    on purpose

*** Keywords ***
Unused
    No Operation
`

describe("Playwright's ways to choose tests", () => {
  let project: Project
  beforeAll(() => {
    project = createProject({
      'suites/x.hil': SUITE,
      'suites/sub folder/y.robot': '*** Test Cases ***\nOther\n    Log    other\n',
      'playwright.config.ts': config("reporter: 'line',"),
    })
  })
  afterAll(() => project[Symbol.asyncDispose]())

  test('a list names each test at its line of the suite', async () => {
    const { exitCode, stdout } = await project.playwright(['test', '--list'])
    expect(exitCode).toBe(0)
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'Listing tests:',
      'suites/sub folder/y.robot:2:1 › Other',
      'suites/x.hil:5:1 › First',
      'suites/x.hil:8:1 › Second',
      'suites/x.hil:11:1 › Third',
      'Total: 4 tests in 2 files',
    ])
  })

  const CHOICES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['by line', ['suites/x.hil:8'], ['Second']],
    ['by file', ['suites/x.hil'], ['First', 'Second', 'Third']],
    ['by folder', ['suites/sub folder'], ['Other']],
    ['by name', ['--grep', 'Sec'], ['Second']],
    ['by tag', ['--grep', '@smoke'], ['First']],
    ['against a tag', ['--grep-invert', '@all'], ['Other']],
    ['a share', ['--shard', '1/2', 'suites/x.hil', '--fully-parallel'], ['First', 'Second']],
  ]

  test.each(CHOICES)('%s', async (_way, args, expected) => {
    const lists = await Promise.all([
      project.playwright(['test', ...args, '--list']),
      project.hil(['run', ...args, '--list']),
    ])
    const names = lists.map(({ stdout }) => [...stdout.matchAll(/› (\w+)/g)].map(([, name]) => name))
    expect(names).toEqual([expected, expected])
  })

  const TAGS: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ['--include', 'smoke', '--include', 's* AND slow'],
      ['First', 'Second'],
    ],
    [
      ['-i', 'ALL', '-e', 'smoke'],
      ['Second', 'Third'],
    ],
    [['-i', 'all NOT smoke NOT slow'], ['Third']],
  ]

  test.each(TAGS)('by patterns of tags: %j', async (args, expected) => {
    const { stdout } = await project.hil(['run', ...args, '--list'])
    expect([...stdout.matchAll(/› (\w+)/g)].map(([, name]) => name)).toEqual(expected)
  })

  test('a pattern that fits no test ends as wrong usage', async () => {
    const { exitCode, stderr, stdout } = await project.hil(['run', '--include', 'nothing'])
    expect([exitCode, stdout + stderr]).toEqual([2, expect.stringContaining('No tests found')])
  })

  test('--skip skips tests before they begin, --skiponfailure those that failed', async () => {
    const args = ['--skip', 'smoke', '--skiponfailure', 'all', '--reporter=json']
    const { exitCode, stdout } = await project.hil(['run', 'suites/x.hil', ...args])
    const { stats, suites } = JSON.parse(stdout)
    expect([exitCode, stats.skipped, stats.expected]).toEqual([0, 2, 1])
    const reasons = suites[0].specs.map(
      (spec: { tests: { annotations: { description?: string }[] }[] }) =>
        spec.tests[0]?.annotations[0]?.description,
    )
    expect(reasons).toEqual([
      "Test skipped using 'smoke' tag.",
      undefined,
      "Failed test skipped using 'all' tag.\n\nOriginal failure:\non purpose",
    ])
  })

  test('a failed step is shown with the lines of the suite around it; the last failed are chosen again', async () => {
    const first = await project.playwright(['test'])
    expect(first.exitCode).toBe(1)
    expect(first.stdout).toMatch(/> 12 \| {5}Fail {4}on purpose\n +\| {5}\^/)
    expect(first.stdout).toContain('at Fail (')
    const again = await project.playwright(['test', '--last-failed', '--list'])
    expect(again.stdout).toContain('suites/x.hil:11:1 › Third')
    expect(again.stdout).toContain('Total: 1 test in 1 file')
  })

  test("Playwright's own reporters name the suite, not what it was collected as", async () => {
    const { stdout } = await project.hil(['run', 'suites/x.hil', '--reporter=junit'])
    expect(stdout).toContain('<testsuite name="suites/x.hil"')
    expect(stdout).not.toContain('.cjs')
  })

  test('repeats run each test so often', async () => {
    const { stdout, exitCode } = await project.hil(['run', 'suites/x.hil:5', '--repeat-each', '3'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('3 passed')
  })

  test('-x stops at the first failure: it is failed, the rest are skipped', async () => {
    const { exitCode, stdout } = await project.hil(['run', 'suites/x.hil', '-x', '--repeat-each', '2'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('1 failed')
    expect(stdout).toContain('3 did not run')
  })

  test('reports of shards are merged', async () => {
    for (const shard of ['1/2', '2/2']) {
      const env = { PLAYWRIGHT_BLOB_OUTPUT_FILE: `${project.folder}/blobs/${shard[0]}.zip` }
      await project.hil(['run', '--reporter=blob', '--shard', shard], env)
    }
    const { stdout } = await project.playwright(['merge-reports', '--reporter=list', 'blobs'])
    expect(stdout).toContain('suites/x.hil:5:1 › First')
    expect(stdout).toContain('3 passed')
    expect(stdout).toContain('1 failed')
  })
})

const FLAKY = `*** Settings ***
Library    OperatingSystem

*** Test Cases ***
Third Time Lucky
    \${attempts} =    Evaluate    \${attempts} + 1
    Set Suite Variable    \${attempts}
    Should Be Equal As Integers    \${attempts}    3

*** Variables ***
\${attempts}    0
`.replace('Library    OperatingSystem\n', 'Documentation    Passes at the third attempt.\n')

test('retries go on with what the suite knows; a test that passes at last is flaky', async () => {
  await using project = createProject({ 'suites/flaky.hil': FLAKY })
  const { exitCode, stdout } = await project.hil(['run', '--retries', '2'])
  expect(stdout).toContain('1 flaky')
  expect(exitCode).toBe(0)
  const [details] = project.json()[0]?.details ?? []
  expect(details).toMatchObject({ status: 'passed', flaky: true })
  expect(details?.attempts.map(({ status }) => status)).toEqual(['failed', 'failed', 'passed'])
  const attempts = project.records().map(({ events }) => events[0])
  expect(attempts.map((event) => event?.kind === 'test-start' && event.attempt).sort()).toEqual([0, 1, 2])
})

test('projects run the suites with their own options', async () => {
  await using project = createProject({
    'suites/a.hil': '*** Test Cases ***\nWho\n    Power On\n    Power Off\n',
    'bench.yaml':
      'devices:\n  left:\n    type: avr-board\n    pace: fast\n  right:\n    type: avr-board\n    pace: fast\n',
    'playwright.config.ts': config(
      "projects: [{ name: 'one', use: { board: 'left' } }, { name: 'two', use: { board: 'right' } }],",
    ),
  })
  const { exitCode, stdout, stderr } = await project.hil(['run'])
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('[one] › suites/a.hil:2:1 › Who')
  const devices = project.json().map((suite) => [suite.project, suite.details[0]?.devices])
  expect(devices).toEqual([
    ['one', ['left']],
    ['two', ['right']],
  ])
  const only = await project.hil(['run', '--project', 'two', '--list'])
  expect(only.stdout).toContain('Total: 1 test in 1 file')
})
