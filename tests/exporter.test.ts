import { expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

const SUITE = `*** Settings ***
Suite Teardown    Power Off

*** Test Cases ***
Boots
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
Fails
    Fail    on purpose
Talks After A Failure
    Run Command    echo hello
`

/** Where the exporter says that it answers, and how to end it. */
async function exported(project: Project, state: NodeJS.ProcessEnv) {
  const exporter = project.hil(['exporter', 'serve', '--listen', '127.0.0.1:0'], state)
  const said = await exporter.says('Clients show the token in')
  return { exporter, url: /ws:\S+/.exec(said)?.[0] ?? '' }
}

test('the same suite runs on an exporter, and Ctrl-C powers everything off', async () => {
  await using project = createProject({ 'suites/boot.hil': SUITE })
  const state = { XDG_STATE_HOME: `${project.folder}/state` }
  const { exporter, url } = await exported(project, state)
  const run = await project.hil(['run', '--exporter', url], state)
  expect(run.all).toContain('2 passed')
  expect(run.all).toContain('1 failed')
  expect(run.exitCode).toBe(1)
  exporter.signal('SIGINT', 'process')
  expect(await exporter).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('powered off') })
  await project.isClean()
})

test('who has no token, or finds nobody, is told so and ends with 3', async () => {
  await using project = createProject({ 'suites/boot.hil': SUITE })
  const { exporter, url } = await exported(project, { XDG_STATE_HOME: `${project.folder}/state` })
  const stranger = await project.hil(['run', '--exporter', url], { HIL_TOKEN: 'guess' })
  expect(stranger.exitCode).toBe(3)
  expect(stranger.stderr).toContain('does not let this client in')
  exporter.signal('SIGTERM', 'process')
  await exporter
  const nobody = await project.hil(['run', '--exporter', url])
  expect(nobody.exitCode).toBe(3)
  expect(nobody.stderr).toContain('does not answer')
})

const TWO_BOARDS = 'devices:\n  router:\n    type: avr-board\n  sensor:\n    type: avr-board\n'

const TWO = `*** Settings ***
Board    router    AS    router
Board    sensor    AS    sensor

*** Test Cases ***
Both Boot
    router.Power Cycle    off_time=50 ms
    sensor.Power Cycle    off_time=50 ms
    router.Read Serial Until    boot complete    timeout=20 s
    sensor.Read Serial Until    boot complete    timeout=20 s
Chooses And Leaves
    Connect To Exporter    selector=sensor
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
    Disconnect
    Run Keyword And Expect Error    *No device is in use here.*    Power Off
    Use Device    router
    Power Off
`

test('a test speaks to several devices of an exporter, and leaves one', async () => {
  await using project = createProject({ 'suites/two.hil': TWO, 'bench.yaml': TWO_BOARDS })
  const state = { XDG_STATE_HOME: `${project.folder}/state` }
  const { exporter, url } = await exported(project, state)
  const run = await project.hil(['run', '--exporter', url], state)
  expect(run.all).toContain('2 passed')
  exporter.signal('SIGINT', 'process')
  await exporter
})

test('a port that is in use is named', async () => {
  await using project = createProject({})
  const state = { XDG_STATE_HOME: `${project.folder}/state` }
  const { exporter, url } = await exported(project, state)
  const address = url.replace('ws://', '')
  const second = await project.hil(['exporter', 'serve', '--listen', address], state)
  expect(second.exitCode).toBe(3)
  expect(second.stderr).toContain(`Cannot listen on ${address}`)
  exporter.signal('SIGINT', 'process')
  await exporter
})
