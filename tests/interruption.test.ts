import { expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

const WAITING = `*** Settings ***
Suite Teardown    Log    the suite is over

*** Test Cases ***
Waits
    Power On
    Read Serial Until    boot complete    timeout=20 s
    Log To Console    now waiting
    Read Serial Until    this never comes    timeout=90 s
    [Teardown]    Tidy Up
Comes Later
    Log    never reached

*** Keywords ***
Tidy Up
    Log    tidying
    Power Off
`

test.each(['process', 'group'] as const)(
  'Ctrl-C that reaches the %s tears down, powers off, writes the reports and ends with 130',
  async (reach) => {
    await using project = createProject({ 'suites/waiting.hil': WAITING })
    const run = project.hil(['run'])
    await run.says('now waiting')
    expect(project.processes().length).toBeGreaterThan(2)
    run.signal('SIGINT', reach)
    const { exitCode } = await run
    expect(exitCode).toBe(130)
    expectTornDown(project)
    expect(project.json()[0]?.tests).toEqual({ Waits: 'failed', 'Comes Later': 'skipped' })
    expect(project.exists('hil-report/index.html')).toBe(true)
    expect(project.junit()).toContain('name="Waits"')
    await project.isClean()
  },
)

/** The test was broken off in its wait; its teardown and the suite's ran, and the board is off. */
function expectTornDown(project: Project): void {
  const { events, steps } = project.record('waiting-Waits')
  expect(steps).toContain('Log    tidying')
  expect(steps).toContain('Power Off')
  expect(events.filter((event) => event.kind === 'power').at(-1)).toMatchObject({ state: 'off' })
  expect(events.at(-1)).toMatchObject({ kind: 'test-end', status: 'interrupted' })
  expect(project.record('suite-teardown').steps).toContain('Log    the suite is over')
}

/** Playwright takes a second Ctrl-C within a second for the same: npm sends it twice. */
const SLOW_TEARDOWN = '    Sleep    1500 ms\n    Log To Console    still tidying\n    Sleep    4 s\n'

test('a second Ctrl-C, in a long teardown, ends the run; still nothing is left', async () => {
  await using project = createProject({
    'suites/waiting.hil': WAITING.replace('    Log    tidying\n', SLOW_TEARDOWN),
  })
  const run = project.hil(['run'])
  await run.says('now waiting')
  run.signal('SIGINT', 'group')
  await run.says('still tidying')
  run.signal('SIGINT', 'group')
  expect((await run).exitCode).toBe(130)
  await project.isClean()
})

test('a runner that is killed leaves no process, no socket and no folder', async () => {
  await using project = createProject({ 'suites/waiting.hil': WAITING })
  const run = project.hil(['run'])
  await run.says('now waiting')
  run.signal('SIGKILL', 'process')
  await run
  await project.isClean()
})

test('a runner that is killed leaves nothing behind where no bench is', async () => {
  await using project = createProject({
    'bench.yaml': '',
    'suites/sleeping.hil':
      '*** Test Cases ***\nSleeps\n    Log To Console    now waiting\n    Sleep    90 s\n',
  })
  const run = project.hil(['run'])
  await run.says('now waiting')
  run.signal('SIGKILL', 'process')
  await run
  await project.isClean()
})

const THREE = `*** Test Cases ***
Before
    Log    fine
Is Killed
    Log    the last words
    Log To Console    kill me
    Sleep    90 s
After
    Log    fine
`

test('a worker that is killed leaves a readable record, and the other tests go on', async () => {
  await using project = createProject({ 'suites/three.hil': THREE })
  const run = project.hil(['run'])
  await run.says('kill me')
  const worker = project
    .processes()
    .find(({ command }) => command.includes('processEntry') || command.includes('worker'))
  expect(worker).toBeDefined()
  process.kill(worker?.pid as number, 'SIGKILL')
  const { exitCode, stdout } = await run
  expect(stdout).toContain('2 passed')
  expect(exitCode).toBe(1)
  expect(project.json()[0]?.tests).toEqual({ Before: 'passed', 'Is Killed': 'failed', After: 'passed' })
  const { events, steps } = project.record('Is-Killed')
  expect(steps).toContain('Log    the last words')
  expect(events[0]).toMatchObject({ kind: 'test-start', title: 'Is Killed' })
  await project.isClean()
})
