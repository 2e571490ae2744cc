import { expect, test } from 'vitest'
import { createProject } from './project.ts'

const SUITE = `*** Settings ***
Suite Setup       Boot Once
Suite Teardown    Put Away

*** Variables ***
\${boots}    0

*** Test Cases ***
Uses The Board
    Set Suite Variable    \${note}    kept from the first test
    Run Command    echo one
Fails
    Run Command    echo two
    Fail    on purpose
Goes On
    Should Be Equal    \${note}    kept from the first test
    Should Be Equal As Integers    \${boots}    1
    Run Command    echo three
Fails Too
    Fail    again
Last
    \${uptime} =    Run Command    uptime
    Should Contain    \${uptime}    up

*** Keywords ***
Boot Once
    Power On
    Read Serial Until    hil>    timeout=20 s
    \${boots} =    Evaluate    \${boots} + 1
    Set Suite Variable    \${boots}
Put Away
    Log    put away
    Power Off
`

test('a suite is set up once and torn down once, though its worker is replaced after each failure', async () => {
  await using project = createProject({ 'suites/once.hil': SUITE })
  const { exitCode, stdout } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  expect(project.json()[0]?.tests).toEqual({
    'Uses The Board': 'passed',
    Fails: 'failed',
    'Goes On': 'passed',
    'Fails Too': 'failed',
    Last: 'passed',
  })
  expect(stdout).toContain('3 passed')
  const powers = project.records().flatMap(({ events }) => events.filter((event) => event.kind === 'power'))
  expect(powers.map((event) => event.kind === 'power' && event.state).sort()).toEqual(['off', 'on'])
  const teardowns = project.records().filter(({ steps }) => steps.includes('Log    put away'))
  expect(teardowns.map(({ name }) => name)).toEqual(['suite-teardown'])
})

test('a suite setup that fails fails every test, and runs once', async () => {
  await using project = createProject({
    'suites/broken.hil': `*** Settings ***
Suite Setup       Fail    no board today
Suite Teardown    Log    put away

*** Test Cases ***
One
    Log    never
Two
    Log    never
`,
  })
  const { exitCode } = await project.hil(['run'])
  expect(exitCode).toBe(1)
  const details = project.json()[0]?.details ?? []
  expect(details.map(({ status }) => status)).toEqual(['failed', 'failed'])
  for (const { failure } of details.slice(1))
    expect(failure?.message).toContain('Parent suite setup failed:\nno board today')
  expect(details[0]?.failure?.message).toContain('no board today')
  expect(
    project
      .records()
      .flatMap(({ steps }) => steps)
      .filter((step) => step.startsWith('Fail')),
  ).toHaveLength(1)
  expect(project.records().flatMap(({ steps }) => steps)).not.toContain('Log    never')
})
