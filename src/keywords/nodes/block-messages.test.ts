import { expect, test } from 'vitest'
import { runSuiteText } from '../testing/run-suite-text.ts'

/** How a test of these rows ends; Robot Framework 7.4 ends it the same way. */
async function ends(rows: string): Promise<string> {
  const steps = rows.split('\n').map((row) => `    ${row}`)
  const { tests } = await runSuiteText(['*** Test Cases ***', 'T', ...steps].join('\n'))
  const { status = 'none', message = '' } = tests.get('T') ?? {}
  return `${status} ${message}`.trim()
}

const loop = (head: string) => `${head}\n    Log    x\nEND`
const ADVICE = 'See Evaluating Expressions appendix in Robot Framework User Guide for more details.'
const LIMIT = "Use the 'limit' argument to increase or remove the limit if needed."

test.each([
  ['FOR    ${x}    IN RANGE    1    2    3    4', 'FOR IN RANGE expected 1-3 values, got 4.'],
  [
    'FOR    ${x}    IN RANGE    not a number',
    'Converting FOR IN RANGE values failed: SyntaxError: invalid syntax (<string>, line 1).',
  ],
  [
    'FOR    ${x}    IN RANGE    ${NONE}',
    'Converting FOR IN RANGE values failed: TypeError: Expected number, got None..',
  ],
  [
    'FOR    ${x}    IN RANGE    much',
    "Converting FOR IN RANGE values failed: NameError: name 'much' is not defined.",
  ],
  ['FOR    ${x}    IN RANGE    1    2    0', 'ValueError: range() arg 3 must not be zero'],
  [
    'FOR    ${x}    ${y}    IN    1    2    3',
    'Number of FOR loop values should be multiple of its variables. Got 2 variables but 3 values.',
  ],
  [
    'FOR    ${i}    ${x}    ${y}    IN ENUMERATE    1',
    'Number of FOR IN ENUMERATE loop values should be multiple of its variables (excluding the index). Got 2 variables but 1 value.',
  ],
  [
    'FOR    ${i}    ${x}    IN ENUMERATE    1    start=one',
    "Invalid FOR IN ENUMERATE start value: Value must be an integer, got 'one'.",
  ],
  [
    'FOR    ${i}    ${x}    IN ENUMERATE    1    start=${missing}',
    "Invalid FOR IN ENUMERATE start value: Variable '${missing}' not found.",
  ],
  [
    'FOR    ${x}    IN ZIP    ${{[1]}}    mode=${{"odd"}}',
    "Invalid FOR IN ZIP mode: Value 'odd' is not accepted. Valid values are 'STRICT', 'SHORTEST' and 'LONGEST'.",
  ],
  [
    'FOR    ${x}    ${y}    ${z}    IN ZIP    ${{[1]}}    ${{[1, 2]}}    ${{[1]}}    mode=strict',
    'FOR IN ZIP items must have equal lengths in the STRICT mode, but lengths are 1, 2 and 1.',
  ],
  [
    'FOR    ${x}    ${y}    IN ZIP    ${{[1]}}    ${{[2]}}    ${{[3]}}',
    'Number of FOR loop values should be multiple of its variables. Got 2 variables but 3 values.',
  ],
  ['FOR    ${x}    IN ZIP    text', 'FOR IN ZIP items must be list-like, but item 1 is string.'],
  [
    'FOR    ${a}    ${b}    ${c}    IN    &{{{"a": 1}}}',
    'Number of FOR loop variables must be 1 or 2 when iterating over dictionaries, got 3.',
  ],
  [
    'FOR    ${x}    IN RANGE    &{{{"a": 1}}}',
    'FOR IN RANGE loops do not support iterating over dictionaries.',
  ],
  [
    'FOR    ${x}    IN    &{{{"a": 1}}}    odd',
    "Invalid FOR loop value 'odd'. When iterating over dictionaries, values must be '&{dict}' variables or use 'key=value' syntax.",
  ],
  [
    'FOR    ${x}    IN    &{{{"a": 1}}}    ${{[]}}=odd',
    "Invalid dictionary item '${{[]}}=odd': TypeError: unhashable type: 'list'",
  ],
  [
    'WHILE    ${missing} > 0',
    "Invalid WHILE loop condition: Evaluating expression '${missing} > 0' failed: Variable '${missing}' not found.",
  ],
  [
    'WHILE    1    limit=1_0 TIMES',
    `WHILE loop was aborted because it did not finish within the limit of 10 iterations. ${LIMIT}`,
  ],
  [
    'WHILE    1    limit=0.01 s',
    `WHILE loop was aborted because it did not finish within the limit of 10 milliseconds. ${LIMIT}`,
  ],
  [
    'WHILE    1    limit=-1',
    "Invalid WHILE loop limit: Iteration count must be a positive integer, got '-1'.",
  ],
  ['WHILE    1    limit=1 bad', "Invalid WHILE loop limit: Invalid time string '1 bad'."],
  ['WHILE    1    limit=${missing}', "Invalid WHILE loop limit: Variable '${missing}' not found."],
  [
    'WHILE    1    limit=1    on_limit=${{"odd"}}',
    "Invalid WHILE loop 'on_limit': Value 'odd' is not accepted. Valid values are 'PASS' and 'FAIL'.",
  ],
  [
    'IF    $missing',
    "Invalid IF condition: Evaluating expression '$missing' failed: Variable '$missing' not found.",
  ],
  [
    'IF    ${7} / 0',
    "Invalid IF condition: Evaluating expression '7 / 0' failed: ZeroDivisionError: division by zero\n\n" +
      "Variables in the original expression '${7} / 0' were resolved before the expression was evaluated. " +
      `Try using '$7 / 0' syntax to avoid that. ${ADVICE}`,
  ],
  [
    'IF    ${{"no"}}',
    "Invalid IF condition: Evaluating expression 'no' failed: NameError: name 'no' is not defined nor importable as module\n\n" +
      'Variables in the original expression \'${{"no"}}\' were resolved before the expression was evaluated. ' +
      `Try using '\${"no"}' syntax to avoid that. ${ADVICE}`,
  ],
])('%s', async (head, message) => {
  expect(await ends(loop(head))).toBe(`FAIL ${message}`)
})

test('ELSE IF says so in its message', async () => {
  expect(await ends('IF    0\n    Log    x\nELSE IF    1/0\n    Log    y\nEND')).toBe(
    "FAIL Invalid ELSE IF condition: Evaluating expression '1/0' failed: ZeroDivisionError: division by zero",
  )
})

test('a condition that is one variable may hold the condition as text', async () => {
  const rows =
    'VAR    ${c}    0 > 1\nIF    ${c}\n    Fail    Not so\nEND\nVAR    ${c}    1 > 0\nIF    ${c}    Pass Execution    So'
  expect(await ends(rows)).toBe('PASS So')
})

test('FOR goes through dictionaries as pairs, and through ranges of floats without their errors', async () => {
  const dict = 'VAR    &{d}    a=1    b=2\n@{l} =    Create List\n'
  const collect = '    ${l} =    Evaluate    $l + [$x]\nEND\n'
  const shows = (value: string) => `Should Be Equal As Strings    \${l}    ${value}`
  expect(
    await ends(`${dict}FOR    \${x}    IN    &{d}    a=3\n${collect}${shows("[('a', '3'), ('b', '2')]")}`),
  ).toBe('PASS')
  expect(
    await ends(
      `@{l} =    Create List\nFOR    \${x}    IN RANGE    3.14    -1    -2\n${collect}${shows('[3.14, 1.14, -0.86]')}`,
    ),
  ).toBe('PASS')
  expect(
    await ends(`@{l} =    Create List\nFOR    \${x}    IN ZIP    \${{[1, 2]}}\n${collect}${shows('[1, 2]')}`),
  ).toBe('PASS')
  expect(
    await ends(
      `@{l} =    Create List\nFOR    \${x}    IN ENUMERATE    a    start=-1\n${collect}${shows("[(-1, 'a')]")}`,
    ),
  ).toBe('PASS')
})

test('EXCEPT takes patterns of four types, and FINALLY runs also after a wrong one', async () => {
  const caught = (pattern: string) =>
    `TRY\n    Fail    Two\\nlines\nEXCEPT    ${pattern}\n    Pass Execution    caught\nEND`
  expect(await ends(caught('(?is)two.*LINES    type=regexp'))).toBe('PASS caught')
  expect(await ends(caught('Two.*lines    type=REGEXP'))).toBe('FAIL Two\nlines')
  expect(await ends(caught('Two*    type=GLOB'))).toBe('PASS caught')
  expect(await ends(caught('Two    type=START'))).toBe('PASS caught')
  const wrong =
    'TRY\n    Fail    Two\nEXCEPT    x    type=${{"odd"}}\n    Log    1\nFINALLY\n    Set Test Message    ran\nEND'
  expect(await ends(wrong)).toBe(
    "FAIL Invalid EXCEPT pattern type 'odd'. Valid values are 'GLOB', 'REGEXP', 'START' and 'LITERAL'.",
  )
})

test('no step goes on after a block that cannot be read, and nothing catches it', async () => {
  expect(await ends('TRY\n    IF    1\n    END\nEXCEPT\n    Log    1\nEND')).toBe(
    'FAIL IF branch cannot be empty.',
  )
  const rows =
    'Run Keyword And Continue On Failure    Fail    First\n${a} =    ${b} =    Log    1\nFail    Last'
  expect(await ends(rows)).toBe(
    "FAIL Several failures occurred:\n\n1) First\n\n2) Assign mark '=' can be used only with the last variable.",
  )
})
