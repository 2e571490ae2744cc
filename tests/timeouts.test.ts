import { expect, test } from 'vitest'
import { config, createProject } from './project.ts'

const SUITE = `*** Test Cases ***
Has A Time Of Its Own
    [Timeout]    1 min
    Sleep    1500 ms
Has None
    Sleep    1 min
Has None By Name
    [Timeout]    NONE
    Sleep    1 min
`

test("a test's own timeout stands above that of the configuration; who has none is told how to set it", async () => {
  await using project = createProject({
    'suites/slow.hil': SUITE,
    'playwright.config.ts': config('timeout: 1000,'),
  })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(project.json()[0]?.tests).toEqual({
    'Has A Time Of Its Own': 'passed',
    'Has None': 'failed',
    'Has None By Name': 'failed',
  })
  expect(stdout).toContain('Test timeout 1 second exceeded.\n      [Timeout] gives a test a time of its own')
})
