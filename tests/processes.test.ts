import { expect, test } from 'vitest'
import { createProject, type Project } from './project.ts'

const WITH_SERVER = `*** Settings ***
Library        Process
Suite Setup    Start Server

*** Test Cases ***
First
    \${pid} =    Get Process Id    server
    Log To Console    server is \${pid}
    Fail    broken
Second
    \${pid} =    Get Process Id    server
    Process Should Be Running    server
    Process Should Be Running    \${SERVER}
    Log To Console    still \${pid}

*** Keywords ***
Start Server
    \${server} =    Start Process    sleep 300 & sleep 300    shell=True    alias=server
    Set Suite Variable    \${SERVER}
`

test('a process lives as long as its suite, also after a failed test, and no longer', async () => {
  await using project = createProject({ 'suites/server.hil': WITH_SERVER })
  const { exitCode, all } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  const first = /server is (\d+)/.exec(all)?.[1]
  expect(all).toContain(`still ${first}`)
  expect(project.json()[0]?.tests).toEqual({ First: 'failed', Second: 'passed' })
  expect(sleeping(project)).toEqual([])
  await project.isClean()
})

const WAITING = `*** Settings ***
Library    Process

*** Test Cases ***
Waits
    Start Process    trap '' INT; sleep 300 & sleep 300    shell=True
    Log To Console    now waiting
    Wait For Process
`

test.each(['process', 'group'] as const)('Ctrl-C that reaches the %s leaves no process', async (reach) => {
  await using project = createProject({ 'suites/waiting.hil': WAITING })
  const run = project.hil(['run'])
  await run.says('now waiting')
  await expect.poll(() => sleeping(project).length).toBeGreaterThan(0) // the shell has started it
  run.signal('SIGINT', reach)
  expect((await run).exitCode).toBe(130)
  expect(sleeping(project)).toEqual([])
  await project.isClean()
})

test('a runner that is killed leaves no process', async () => {
  await using project = createProject({ 'suites/waiting.hil': WAITING })
  const run = project.hil(['run'])
  await run.says('now waiting')
  run.signal('SIGKILL', 'process')
  await run
  await project.isClean()
})

function sleeping(project: Project): string[] {
  return project.processes().flatMap(({ command }) => (command === 'sleep 300' ? [command] : []))
}
