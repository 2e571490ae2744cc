import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  createProject,
  fileAppears,
  type JsonSuite,
  type Project,
  spec,
} from '../tests/reporters/run-project.ts'

const OUTSIDE = 'Outside Of Tests'

test('a file that does not load makes the report red and leaves the other tests skipped', async () => {
  await using project = await createProject({
    'broken.spec.cjs': spec("test('A', () => {})", 'no such thing'),
    'good.spec.cjs': spec("test('B', () => {})"),
  })
  const { exitCode } = await project.run()
  expect(exitCode).toBe(1)
  const outside = suiteNamed(project, OUTSIDE)
  expect(outside).toMatchObject({ stats: { tests: 1, ran: 1, skipped: 0, passed: 0, failed: 1 } })
  expect(Object.keys(outside.tests)[0]).toMatch(/^Error 1: broken\.spec\.cjs: SyntaxError/)
  expect(project.json().flatMap(({ tests }) => Object.values(tests))).not.toContain('passed')
  expect(project.junit()).toContain('errors="1"')
})

test('a global set-up that fails is an error beside the tests, which did not run', async () => {
  const settings = "config.globalSetup = require.resolve('./setup.cjs')"
  await using project = await createProject(
    {
      'setup.cjs': "module.exports = () => { throw new Error('the lab has no power') }",
      'a.spec.cjs': spec("test('A', () => {})"),
    },
    settings,
  )
  await project.run()
  expect(Object.keys(suiteNamed(project, OUTSIDE).tests)).toEqual([
    'Error 1: setup.cjs: Error: the lab has no power',
  ])
  expect(project.junit()).toContain('the lab has no power')
})

test('a run with nothing to run is not green', async () => {
  await using project = await createProject({ 'a.spec.cjs': spec() })
  await project.run()
  expect(suiteNamed(project, OUTSIDE).stats.failed).toBe(1)
})

test('on Ctrl-C the test that was running is failed as interrupted and the rest are skipped', async () => {
  await using project = await createProject({
    'a.spec.cjs': spec(
      "test('A', () => {})",
      "test('B', async () => { require('node:fs').writeFileSync('running', ''); await hang() })",
      "test('C', () => {})",
    ),
  })
  const running = project.run()
  await fileAppears(join(project.folder, 'running'))
  running.kill('SIGINT')
  const { exitCode } = await running
  expect(exitCode).toBe(130)
  const [suite] = project.json()
  expect(suite?.tests).toEqual({ A: 'passed', B: 'failed', C: 'skipped' })
  expect(suite?.details[1]?.failure?.message).toMatch(/^interrupted/)
  expect(suite?.details[2]?.reason).toBe('did not run: the run was interrupted')
})

test('a run that is interrupted before its first test is not green', async () => {
  const settings = "config.globalSetup = require.resolve('./setup.cjs')"
  const setup =
    "module.exports = async () => { require('node:fs').writeFileSync('running', ''); await new Promise(() => setInterval(() => {}, 1000)) }"
  await using project = await createProject(
    { 'setup.cjs': setup, 'a.spec.cjs': spec("test('A', () => {})") },
    settings,
  )
  const running = project.run()
  await fileAppears(join(project.folder, 'running'))
  running.kill('SIGINT')
  await running
  expect(Object.keys(suiteNamed(project, OUTSIDE).tests)[0]).toMatch(/interrupted/)
})

test('a test that the failure of another cuts off is skipped, not blamed', async () => {
  await using project = await createProject({
    'fails.spec.cjs': spec(
      "const running = () => require('node:fs').existsSync('running')",
      "test('fails', async () => { await expect.poll(running, { timeout: 25_000 }).toBe(true); throw new Error('no') })",
    ),
    'hangs.spec.cjs': spec(
      "test('hangs', async () => { require('node:fs').writeFileSync('running', ''); await hang() })",
    ),
  })
  await project.run(['test', '-x', '--workers', '2'])
  const tests = Object.assign({}, ...project.json().map((suite) => suite.tests))
  expect(tests).toEqual({ fails: 'failed', hangs: 'skipped' })
  const cut = project
    .json()
    .flatMap(({ details }) => details)
    .find(({ name }) => name === 'hangs')
  expect(cut?.reason).toBe('cut off: the run stopped after 1 failure')
})

test('the global timeout is named as the reason', async () => {
  await using project = await createProject({
    'a.spec.cjs': spec("test('A', async () => { await hang() })", "test('B', () => {})"),
  })
  await project.run(['test', '--global-timeout', '3000'])
  expect(project.json()[0]?.stats.passed).toBe(0)
  expect(project.json()[0]?.details[1]?.reason).toBe('did not run: the run reached its global timeout')
})

test('merged shards give one report of all their tests', async () => {
  const settings = "if (process.env.PLAYWRIGHT_BLOB_OUTPUT_FILE) config.reporter = 'blob'"
  await using project = await createProject(
    {
      'a.spec.cjs': spec(
        "test('A', async ({}, info) => { await info.attach('console-board', { body: 'from A' }) })",
      ),
      'b.spec.cjs': spec("test('B', () => { throw new Error('B is out') })"),
    },
    settings,
  )
  await project.run(['test', '--shard', '1/2'], { PLAYWRIGHT_BLOB_OUTPUT_FILE: 'blobs/one.zip' })
  await project.run(['test', '--shard', '2/2'], { PLAYWRIGHT_BLOB_OUTPUT_FILE: 'blobs/two.zip' })
  await project.run(['merge-reports', '-c', 'playwright.config.cjs', 'blobs'])
  expect(project.json().map(({ file, tests }) => [file, tests])).toEqual([
    ['a.spec.cjs', { A: 'passed' }],
    ['b.spec.cjs', { B: 'failed' }],
  ])
  expect(project.junit()).toContain('from A')
})

function suiteNamed(project: Project, name: string): JsonSuite {
  const suite = project.json().find((candidate) => candidate.suite === name)
  if (suite === undefined) throw new Error(`no suite ${name} in ${JSON.stringify(project.json())}`)
  return suite
}
