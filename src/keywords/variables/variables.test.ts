import { expect, it } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

const START = `*** Variables ***
@{LIST}           a    b    c
&{DICT}           key=value    two=\${2}    nested=\${LIST}
\${TEXT}          SEPARATOR=-    x    y
\${COUNT: int}    42
\${42}            not a number any more

*** Test Cases ***
T
`

const KEYWORDS = `
*** Keywords ***
Typed
    [Arguments]    \${n: int}    \${m: int}=x
    RETURN    \${n}

Sets A Test Variable
    Set Test Variable    \${x}    new

Told
    Should Be Equal    \${KEYWORD STATUS}    PASS

With Teardown
    No Operation
    [Teardown]    Run Keyword    Told
`

/** How a test of these steps ends. */
async function end(...steps: readonly string[]): Promise<string> {
  const { tests } = await runSuiteText(
    `${START}${steps.map((step) => `    ${step}`).join('\n')}\n${KEYWORDS}`,
  )
  const result = tests.get('T')
  return result?.status === 'PASS' ? 'PASS' : `${result?.message}`
}

it.each([
  ['items of lists and dicts', "Should Be Equal    ${DICT}[nested][-1]${LIST}[0:2]    c['a', 'b']"],
  ['keys of dicts by a dot', 'Should Be Equal    ${DICT.two}    ${2}'],
  ['numbers', 'Should Be True    ${0x1F} == 31 and ${1e3} == 1000 and ${-1.5} < 0'],
  ['values that are joined', 'Should Be Equal    ${TEXT}    x-y'],
  ['types in the variables section', 'Should Be Equal    ${COUNT}    ${41 + 1}'],
  ['a name that looks like a number', 'Should Be Equal    ${42}    not a number any more'],
  ['environment variables with a default', 'Should Be Equal    %{NO_SUCH_THING=some text}    some text'],
  ['expressions', 'Should Be Equal    ${{ len($LIST) }}    ${3}'],
])('a cell holds %s', async (_, step) => {
  expect(await end(step)).toBe('PASS')
})

it.each([
  ['${a}    @{rest} =    Create List    1    2    3', 'Should Be Equal    ${rest}[1]    3'],
  ['${DICT.new} =    Set Variable    x', 'Should Be Equal    ${DICT}[new]    x'],
  ['${DICT}[more] =    Set Variable    x', 'Should Be Equal    ${DICT.more}    x'],
  ['@{LIST}[0] =    Create List    x', 'Should Be Equal    ${LIST}[0][0]    x'],
  ['${n: int} =    Set Variable    7', 'Should Be True    $n == 7'],
  ['VAR    ${COUNT${1}}    x', 'Should Be Equal    ${count1}    x'],
  ['VAR    @{n: int}    1    2', 'Should Be True    $n == [1, 2]'],
  ['${x} =    Set Variable    old\n    Sets A Test Variable', 'Should Be Equal    ${x}    new'],
  ['With Teardown', 'No Operation'],
])('%s', async (first, second) => {
  expect(await end(first, second)).toBe('PASS')
})

it.each([
  ['Log    ${LISTS}', "Variable '${LISTS}' not found. Did you mean:\n    ${LIST}"],
  ['Log    @{TEXTS}', "Variable '@{TEXTS}' not found."],
  [
    'Log    ${NO.such}',
    "Resolving variable '${NO.such}' failed: Variable '${NO}' not found. Did you mean:\n    ${None}",
  ],
  ['Log    ${DICT.none}', "Resolving variable '${DICT.none}' failed: AttributeError: none"],
  ['Log    ${LIST}[9]', "List '${LIST}' has no item in index 9."],
  [
    'Log    ${LIST}[x]',
    "List '${LIST}' used with invalid index 'x'. To use '[x]' as a literal value, it needs to be escaped like '\\[x]'.",
  ],
  ['Log    ${DICT}[x]', "Dictionary '${DICT}' has no key 'x'."],
  ['Log    ${DICT}[${LIST}]', "Dictionary '${DICT}' used with invalid key: unhashable type: 'list'"],
  [
    'Log    ${COUNT}[0]',
    "Variable '${COUNT}' is integer, which is not subscriptable, and thus accessing item '0' from it is not possible. To use '[0]' as a literal value, it needs to be escaped like '\\[0]'.",
  ],
  ['Log    @{COUNT}', "Value of variable '@{COUNT}' is not list or list-like."],
  [
    'Log    ${{ 1/0 }}',
    "Resolving variable '${{ 1/0 }}' failed: Evaluating expression '1/0' failed: ZeroDivisionError: division by zero",
  ],
  ['Log    ${oops', "Variable '${oops' was not closed properly."],
  ['${a}    ${b} =    Create List    1', 'Cannot set variables: Expected 2 return values, got 1.'],
  ['@{a} =    Set Variable    x', "Setting variable '@{a}' failed: Expected list-like value, got string."],
  ['${n: int} =    Set Variable    x', "ValueError: Return value 'x' cannot be converted to integer."],
  ['VAR    ${n: int}    x', "Setting variable '${n: int}' failed: Value 'x' cannot be converted to integer."],
  [
    'VAR    ${n}    x    scope=far',
    "Invalid VAR scope: Value 'far' is not accepted. Valid values are 'LOCAL', 'TEST', 'TASK', 'SUITE', 'SUITES' and 'GLOBAL'.",
  ],
  ['Typed    x', "ValueError: Argument 'n' got value 'x' that cannot be converted to integer."],
  [
    'Typed    1',
    "ValueError: Default value for argument 'm' got value 'x' that cannot be converted to integer.",
  ],
])('%s fails as in Robot', async (step, message) => {
  expect(await end(step)).toBe(message)
})
