import { describe, expect, it } from 'vitest'
import { runSuiteText } from '../../testing/run-suite-text.ts'

describe('a setup and a teardown', () => {
  it('put their names before the message', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Setup
    [Setup]    Fail    in setup
    Fail    not run
Teardown
    No Operation
    [Teardown]    Fail    in teardown
Both
    Fail    in body
    [Teardown]    Fail    in teardown
`)
    expect(tests.get('Setup')?.message).toBe('Setup failed:\nin setup')
    expect(tests.get('Teardown')?.message).toBe('Teardown failed:\nin teardown')
    expect(tests.get('Both')?.message).toBe('in body\n\nAlso teardown failed:\nin teardown')
  })

  it('run all steps of a keyword in a teardown, whatever fails', async () => {
    const { tests, log } = await runSuiteText(`*** Test Cases ***
Test
    No Operation
    [Teardown]    Clean Up
*** Keywords ***
Clean Up
    Fail    one
    Log    still here
    Fail    two
`)
    expect(log).toEqual(['INFO still here'])
    expect(tests.get('Test')?.message).toBe(
      'Teardown failed:\nSeveral failures occurred:\n\n1) one\n\n2) two',
    )
  })

  it('let a Pass Execution in the setup end only the setup', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Test
    [Setup]    Pass Execution    enough
    Fail    body runs
`)
    expect(tests.get('Test')?.message).toBe('body runs')
  })

  it('tell keywords how the test went', async () => {
    const { log } = await runSuiteText(`*** Test Cases ***
Failing
    Fail    oops
    [Teardown]    Run Keywords
    ...    Run Keyword If Test Failed    Log    failed: \${TEST MESSAGE}    AND
    ...    Run Keyword If Test Passed    Log    passed    AND
    ...    Log    \${TEST STATUS}
Passing
    No Operation
    [Teardown]    Run Keyword If Test Passed    Log    passed
`)
    expect(log).toEqual(['INFO failed: oops', 'INFO FAIL', 'INFO passed'])
  })

  it('may set the message of the test', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Test
    Fail    oops
    [Teardown]    Set Test Message    seen    append=yes
`)
    expect(tests.get('Test')).toEqual({ status: 'FAIL', message: 'oops seen' })
  })

  it('of a keyword say so when they fail', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Test
    Broken
*** Keywords ***
Broken
    Fail    in body
    [Teardown]    Fail    in teardown
`)
    expect(tests.get('Test')?.message).toBe('in body\n\nAlso keyword teardown failed:\nin teardown')
  })

  it('tell a keyword’s teardown how its body went', async () => {
    const { tests, log } = await runSuiteText(`*** Test Cases ***
Test
    Broken
*** Keywords ***
Broken
    Fail    oops
    [Teardown]    Log    \${KEYWORD STATUS} \${KEYWORD MESSAGE}
`)
    expect(log).toEqual(['INFO FAIL oops'])
    expect(tests.get('Test')?.message).toBe('oops')
  })
})

describe('a timeout', () => {
  it('ends the test, and no keyword catches it', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Sleeping
    [Timeout]    50 ms
    Run Keyword And Ignore Error    Sleep    1 min
    Log    not run
Waiting
    [Timeout]    50 ms
    Wait Until Keyword Succeeds    1 min    10 s    Fail    never
`)
    expect(tests.get('Sleeping')?.message).toBe('Test timeout 50 milliseconds exceeded.')
    expect(tests.get('Waiting')?.message).toBe('Test timeout 50 milliseconds exceeded.')
  })

  it('of a keyword is told as such', async () => {
    const { tests, log } = await runSuiteText(`*** Test Cases ***
Test
    Slow
    [Teardown]    Run Keyword If Timeout Occurred    Log    timed out
*** Keywords ***
Slow
    [Timeout]    50 ms
    Sleep    1 min
`)
    expect(tests.get('Test')?.message).toBe('Keyword timeout 50 milliseconds exceeded.')
    expect(log).toEqual(['INFO timed out'])
  })
})

describe('a fatal error', () => {
  it('is caught by nothing', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Test
    Run Keyword And Ignore Error    Fatal Error    the lab burns
`)
    expect(tests.get('Test')).toEqual({ status: 'FAIL', message: 'the lab burns' })
  })
})

describe('waiting until a keyword succeeds', () => {
  it('tries again until it does, and gives its value', async () => {
    const { tests } = await runSuiteText(`*** Test Cases ***
Test
    Set Test Variable    \${round}    \${0}
    \${value} =    Wait Until Keyword Succeeds    10x    1 ms    Third Time
    Should Be Equal    \${value}    done after 3
*** Keywords ***
Third Time
    Set Test Variable    \${round}    \${{ $round + 1 }}
    Should Be True    \${round} > 2
    RETURN    done after \${round}
`)
    expect(tests.get('Test')).toEqual({ status: 'PASS', message: '' })
  })
})
