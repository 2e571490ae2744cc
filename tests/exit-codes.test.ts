import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const PASSING = `*** Test Cases ***
Board Boots
    Power On
    Read Serial Until    boot complete    timeout=20 s
    [Teardown]    Power Off
`

const FAILING = `*** Test Cases ***
A
    Log    fine
B
    Should Be Equal    one    two
C
    Log    fine
`

test('0: all tests passed', async () => {
  await using project = createProject({ 'suites/boot.hil': PASSING })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('suites/boot.hil:2:1 › Board Boots')
  expect(stdout).toContain('1 passed')
  await project.isClean()
})

test('1: a test failed, and the reports say exactly which', async () => {
  await using project = createProject({ 'suites/three.hil': FAILING })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('> 5 |     Should Be Equal    one    two')
  const [suite] = project.json()
  expect(suite?.tests).toEqual({ A: 'passed', B: 'failed', C: 'passed' })
  expect(suite?.stats).toMatchObject({ tests: 3, ran: 3, passed: 2, failed: 1, skipped: 0 })
  const failures = [
    ...project.junit().matchAll(/<testcase name="([^"]*)"[^>]*>(?:(?!<\/testcase>).)*<failure/gs),
  ]
  expect(failures.map(([, name]) => name)).toEqual(['B'])
})

test('2: mistakes in suites, and nothing runs: every problem of all files at once', async () => {
  await using project = createProject({
    'suites/one.hil': '*** Test Cases ***\nFirst\n    Powr On\n    Log    ${nobody}\n',
    'suites/two.hil': '*** Test Cases ***\nSecond\n    Sleep    5 potatoes\n    Should Be Equal    1\n',
    'suites/good.hil': PASSING,
  })
  const { exitCode, stdout, stderr } = await project.hil(['run'])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/suites\/one\.hil:3:5/)
  expect(stderr).toMatch(/suites\/one\.hil:4:12/)
  expect(stderr).toMatch(/suites\/two\.hil:3:14/)
  expect(stderr).toMatch(/suites\/two\.hil:4:5/)
  expect(stderr).toContain('Nothing was run')
  expect(stdout).toBe('')
  expect(project.exists('test-results')).toBe(false)
  await project.isClean()
})

test('2: wrong usage of the command line', async () => {
  await using project = createProject()
  const wrong = [['run', '--no-such-option'], ['run', 'suites/missing.hil'], ['rum']]
  const runs = await Promise.all(wrong.map((args) => project.hil(args)))
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2])
})

test('3: a bench whose driver cannot open', async () => {
  await using project = createProject({
    'suites/boot.hil': PASSING,
    'bench.yaml': 'devices:\n  board:\n    type: avr-board\n    firmware: missing.hex\n',
  })
  const { exitCode, all } = await project.hil(['run'])
  expect(all).toContain('LabError')
  expect(all).toContain('missing.hex')
  expect(exitCode).toBe(3)
  await project.isClean()
})

test('3: the bench process dies in the middle of a test', async () => {
  await using project = createProject({
    'suites/wait.hil': `*** Test Cases ***
Waits
    Power On
    Log To Console    now waiting
    Read Serial Until    this never comes    timeout=90 s
    [Teardown]    Power Off
`,
  })
  const run = project.hil(['run'])
  await run.says('now waiting')
  const bench = project.processes().find(({ command }) => command.includes('bench-process'))
  expect(bench).toBeDefined()
  process.kill(bench?.pid as number, 'SIGKILL')
  const { exitCode, stdout } = await run
  expect(stdout).toContain('LabError')
  expect(exitCode).toBe(3)
  expect(project.json()[0]?.tests).toEqual({ Waits: 'failed' })
})

test('with fail-fast the failing test is failed, and the rest are skipped', async () => {
  await using project = createProject({ 'suites/three.hil': FAILING })
  const { exitCode } = await project.hil(['run', '-x'])
  expect(exitCode).toBe(1)
  const [suite] = project.json()
  expect(suite?.tests).toEqual({ A: 'passed', B: 'failed', C: 'skipped' })
  expect(suite?.stats).toMatchObject({ tests: 3, ran: 2, passed: 1, failed: 1, skipped: 1 })
})

const UNREACHABLE = `devices:
  board:
    drivers:
      power: { type: command-power, on: 'echo relay stuck; exit 4', off: 'exit 5' }
`

const SWITCHED = `*** Test Cases ***
Is Switched
    Power On
    [Teardown]    Power Off

Is Switched Twice
    Expect that 1 == 2
    Power On
`

test('3: the lab failed also where a teardown or an expectation failed too', async () => {
  await using project = createProject({ 'bench.yaml': UNREACHABLE, 'suites/switched.hil': SWITCHED })
  const { exitCode, all } = await project.hil(['run'])
  expect(all).toMatch(/LabError: .*Also teardown failed:/s)
  expect(all).toMatch(/LabError: Several failures occurred:/)
  expect(project.junit().match(/<error /g)).toHaveLength(2)
  expect(exitCode).toBe(3)
})
