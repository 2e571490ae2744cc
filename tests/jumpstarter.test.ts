import { expect, test } from 'vitest'
import { createProject } from './project.ts'

/** The text of the project's first issue, as it is. */
const SUITE = `*** Settings ***
Library    JumpstarterLibrary

*** Test Cases ***
Device Boot Test
    Connect To Exporter    selector=vendor=acme,model=widget-v2
    Power On
    \${output}=    Read Serial Until    boot complete
    Should Not Be Empty    \${output}
    Power Off
`

test('a suite for JumpstarterLibrary runs as it is, as .robot and as .hil', async () => {
  await using project = createProject({ 'suites/device.robot': SUITE, 'suites/device.hil': SUITE })
  const { exitCode, stdout, stderr } = await project.hil(['run'])
  expect(exitCode, stdout + stderr).toBe(0)
  expect(stdout).toContain('suites/device.hil:5:1 › Device Boot Test')
  expect(stdout).toContain('suites/device.robot:5:1 › Device Boot Test')
  expect(project.json().map(({ tests }) => tests)).toEqual([
    { 'Device Boot Test': 'passed' },
    { 'Device Boot Test': 'passed' },
  ])
})
