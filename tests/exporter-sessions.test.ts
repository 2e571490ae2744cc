import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exported } from './exported.ts'
import { BENCH, createProject } from './project.ts'

const SUITE = `*** Settings ***
Suite Teardown    Power Off

*** Test Cases ***
Boots
    Power Cycle    off_time=50 ms
    Read Serial Until    boot complete    timeout=20 s
`
const ENDLESS = `*** Test Cases ***
Waits
    Power On
    Read Serial Until    what never comes    timeout=10 min
`
/** Shows when a test begins. */
const HOOKS = 'hooks:\n  beforeTest: echo $HIL_TEST begins\n'
const FILES = { 'suites/boot.hil': SUITE, 'suites/endless.hil': ENDLESS, 'bench.yaml': BENCH + HOOKS }

test('a second client waits, is told for whom, and comes next', async () => {
  await using project = createProject(FILES)
  const { url, state, end } = await exported(project)
  const first = project.hil(['run', 'suites/endless.hil', '--exporter', url], state)
  await first.says('Waits begins')
  await project.hil(['run', 'suites/boot.hil', '--exporter', url, '--list'], state) // looks, and takes nothing
  const second = project.hil(['run', 'suites/boot.hil', '--exporter', url], state)
  expect(await second.says('held by')).toMatch(
    /Waiting for name=board: held by \S+@\S+ \(hil run, pid \d+\) since \d\d:\d\d\./,
  )
  first.signal('SIGINT', 'process')
  expect((await first).exitCode).toBe(130)
  expect(await second).toMatchObject({ exitCode: 0 })
  await end()
})

test('the session of a client that was killed ends after the grace time: power is off, afterSession runs', async () => {
  const hooks = `${HOOKS}  afterTest: echo "$HIL_TEST $HIL_TEST_STATUS" > after-test\n  afterSession: touch after-session\n`
  await using project = createProject({ ...FILES, 'bench.yaml': BENCH + hooks })
  const { url, state, end } = await exported(project, ['--grace', '1'])
  const run = project.hil(['run', 'suites/endless.hil', '--exporter', url], state)
  await run.says('Waits begins')
  run.signal('SIGKILL', 'group')
  await run
  await expect.poll(() => existsSync(`${project.folder}/after-session`), { timeout: 20_000 }).toBe(true)
  expect(project.read('after-test')).toBe('Waits interrupted\n')
  expect(await project.hil(['run', 'suites/boot.hil', '--exporter', url], state)).toMatchObject({
    exitCode: 0,
  })
  await end()
})
