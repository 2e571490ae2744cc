import { expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

/** How the tests of a suite end, by name; Robot Framework 7.4 ends them the same way. */
async function ends(text: string): Promise<Record<string, string>> {
  const { tests } = await runSuiteText(text)
  return Object.fromEntries(
    [...tests].map(([name, { status, message }]) => [name, `${status} ${message}`.trim()]),
  )
}

test('a template takes the arguments of a row into its name, if their numbers are the same', async () => {
  const text = `*** Test Cases ***
In Name
    [Template]    \${a} is \${b}
    1    1
    1    2
Beside
    [Template]    Should Be Equal
    1    1
    1    2

*** Keywords ***
\${x} is \${y}
    Should Be Equal    \${x}    \${y}
`
  expect(await ends(text)).toEqual({ 'In Name': 'FAIL 1 != 2', Beside: 'FAIL 1 != 2' })
})

test('rows of a template that skip count only if all do, in groups too', async () => {
  const text = `*** Settings ***
Test Template    Run Keyword

*** Test Cases ***
Some
    Skip    a
    Log    b
All
    Skip    a
    Skip    b
One
    Skip    a
Groups
    GROUP
        Skip    a
        Fail    b
    END
    GROUP
        Fail    c
    END
`
  expect(await ends(text)).toEqual({
    Some: 'PASS',
    All: 'SKIP All iterations skipped.',
    One: 'SKIP a',
    Groups: 'FAIL Several failures occurred:\n\n1) b\n\n2) c',
  })
})

test('a keyword timeout ends the keyword; rows of a template and teardowns go on after it', async () => {
  const text = `*** Test Cases ***
Rows
    [Template]    Wait
    10 s
    0 s
Steps
    [Tags]    robot:continue-on-failure
    Wait    10 s
    Fail    Not run
Teardown
    No Operation
    [Teardown]    Run Keywords    Wait    10 s    AND    Fail    Run
Wrong
    [Timeout]    \${{'odd'}}
    No Operation
Wrong Keyword
    Odd

*** Tasks ***
*** Keywords ***
Wait
    [Arguments]    \${time}
    [Timeout]    20 ms
    Sleep    \${time}
    Fail    Waited
Odd
    [Timeout]    \${{'odd'}}
    No Operation
`
  const over = 'Keyword timeout 20 milliseconds exceeded.'
  expect(await ends(text)).toEqual({
    Rows: `FAIL Several failures occurred:\n\n1) ${over}\n\n2) Waited`,
    Steps: `FAIL ${over}`,
    Teardown: `FAIL Teardown failed:\nSeveral failures occurred:\n\n1) ${over}\n\n2) Run`,
    Wrong: "FAIL Setup failed:\nSetting test timeout failed: Invalid time string 'odd'.",
    'Wrong Keyword': "FAIL Setting keyword timeout failed: Invalid time string 'odd'.",
  })
})

test('the timeout of a task is called so', async () => {
  const text = '*** Tasks ***\nT\n    [Timeout]    10 ms\n    Sleep    10 s\n'
  expect(await ends(text)).toEqual({ T: 'FAIL Task timeout 10 milliseconds exceeded.' })
})

test('a keyword returns its value also after a failure that steps go on after', async () => {
  const text = `*** Test Cases ***
T
    \${x} =    K
    Should Be Equal    \${x}    value
Unresolved
    Return From Keyword    \${missing}
In Keyword
    L
In Teardown
    M

*** Keywords ***
K
    Run Keyword And Continue On Failure    Fail    Continuable
    RETURN    value
L
    RETURN    \${missing}
M
    No Operation
    [Teardown]    Return From Keyword
`
  expect(await ends(text)).toEqual({
    T: 'FAIL Continuable',
    Unresolved: "FAIL Invalid 'RETURN' usage.",
    'In Keyword':
      "FAIL Replacing variables from keyword return value failed: Variable '${missing}' not found.",
    'In Teardown': "FAIL Keyword teardown failed:\nInvalid 'RETURN' usage.",
  })
})

test('tags skip a test, and stop the run of its suite', async () => {
  const text = `*** Test Cases ***
Skipped
    [Tags]    Robot:Skip
    Fail
Counted As Skipped
    [Tags]    robot:skip-on-failure
    Fail    Why
Given Later
    Set Tags    robot:skip-on-failure
    Fail    Why
`
  const original = "SKIP Failed test skipped using 'robot:skip-on-failure' tag.\n\nOriginal failure:\nWhy"
  expect(await ends(text)).toEqual({
    Skipped: "SKIP Test skipped using 'robot:skip' tag.",
    'Counted As Skipped': original,
    'Given Later': original,
  })
})
