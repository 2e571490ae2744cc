import { describe, expect, it } from 'vitest'
import { parseFile } from '../parse-file.ts'
import type { Step } from '../tree.ts'

/** The faults of the first step of a test with these rows. */
function inTest(rows: string): readonly string[] | undefined {
  return faultsOf(parseFile(`*** Test Cases ***\nT\n${rows}`, 'suite').tests[0]?.body)
}

/** The faults of the first step of a keyword with these rows. */
function inKeyword(rows: string): readonly string[] | undefined {
  return faultsOf(parseFile(`*** Keywords ***\nK\n${rows}`, 'suite').keywords[0]?.body)
}

/** The faults of the first step that has some, the outer before the inner. */
function faultsOf(steps: readonly Step[] = []): readonly string[] | undefined {
  for (const step of steps) {
    const inner = 'branches' in step ? step.branches.flatMap(({ body }) => body) : []
    const found = step.faults ?? faultsOf('body' in step ? step.body : inner)
    if (found !== undefined) return found
  }
  return undefined
}

describe('loops and groups', () => {
  it.each([
    [
      '    FOR\n    END',
      [
        'FOR loop has no variables.',
        "FOR loop has no 'IN' or other valid separator.",
        'FOR loop cannot be empty.',
      ],
    ],
    ['    FOR    ${x}    IN\n        Log    1\n    END', ['FOR loop has no values.']],
    ['    FOR    x    IN    1\n        Log    1\n    END', ["Invalid FOR loop variable 'x'."]],
    ['    FOR    ${x}    IN    1\n    END', ['FOR loop cannot be empty.']],
    ['    FOR    ${x}    IN    1\n        Log    1', ['FOR loop must have closing END.']],
    [
      '    FOR    ${x}    IN ZIP    ${y}    mode=odd\n        Log    1\n    END',
      ["FOR option 'mode' does not accept value 'odd'. Valid values are 'STRICT', 'SHORTEST' and 'LONGEST'."],
    ],
    [
      '    WHILE    1    2    on_limit=odd\n        Log    1\n    END    now',
      [
        "WHILE accepts only one condition, got 2 conditions '1' and '2'.",
        "WHILE option 'on_limit' cannot be used without 'limit'.",
        "WHILE option 'on_limit' does not accept value 'odd'. Valid values are 'PASS' and 'FAIL'.",
        "END does not accept arguments, got 'now'.",
      ],
    ],
    ['    [Template]    Log\n    WHILE    1\n        a\n    END', ['WHILE does not support templates.']],
    [
      '    GROUP    a    b    c\n    END',
      [
        "GROUP accepts only one argument as name, got 3 arguments 'a', 'b' and 'c'.",
        'GROUP cannot be empty.',
      ],
    ],
  ])('%j', (rows, faults) => {
    expect(inTest(rows)).toEqual(faults)
  })
})

describe('IF', () => {
  it.each([
    ['    IF\n    END', ['IF must have a condition.', 'IF branch cannot be empty.']],
    [
      '    IF    1\n        Log    1\n    ELSE    3\n        Log    2\n    ELSE IF\n        Log    3\n    ELSE\n    END',
      [
        'ELSE IF not allowed after ELSE.',
        'Only one ELSE allowed.',
        "ELSE does not accept arguments, got '3'.",
        'ELSE IF must have a condition.',
        'ELSE branch cannot be empty.',
      ],
    ],
    ['    IF    1\n        Log    1', ['IF must have closing END.']],
    ['    IF    1    IF    2    Log    3', ['Inline IF cannot be nested.']],
    ['    IF    1    ${x} =    Log    3', ['Inline IF branches cannot contain assignments.']],
    ['    ${x} =    IF    1    RETURN', ['Inline IF with assignment can only contain keyword calls.']],
    ['    IF    1    Log    2    ELSE IF    3', ['ELSE IF branch cannot be empty.']],
    [
      '    ${x} =    ${y} =    IF    1    Log    3',
      ["Assign mark '=' can be used only with the last variable."],
    ],
  ])('%j', (rows, faults) => {
    expect(inTest(rows)).toEqual(faults)
  })
})

describe('TRY', () => {
  const tryAnd = (rows: string) => `    TRY\n        Log    1\n${rows}`
  const steps = '\n        Log    1\n'
  it.each([
    ['    END', ['TRY structure must have EXCEPT or FINALLY branch.']],
    ['    EXCEPT\n    END', ['EXCEPT branch cannot be empty.']],
    [
      `    FINALLY    x${steps}`,
      ['TRY must have closing END.', "FINALLY does not accept arguments, got 'x'."],
    ],
    [
      `    FINALLY${steps}    ELSE${steps}    EXCEPT${steps}    END`,
      [
        'ELSE not allowed after FINALLY.',
        'EXCEPT not allowed after ELSE.',
        'EXCEPT not allowed after FINALLY.',
      ],
    ],
    [
      `    EXCEPT${steps}    EXCEPT    a${steps}    EXCEPT${steps}    END`,
      ['EXCEPT without patterns must be last.', 'Only one EXCEPT without patterns allowed.'],
    ],
    [`    EXCEPT    AS${steps}    END`, ['EXCEPT AS requires a value.']],
    [`    EXCEPT    AS    \${a}    b${steps}    END`, ['EXCEPT AS accepts only one value.']],
    [`    EXCEPT    AS    a${steps}    END`, ["EXCEPT AS variable 'a' is invalid."]],
    [
      `    EXCEPT    a    type=odd${steps}    END`,
      [
        "EXCEPT option 'type' does not accept value 'odd'. Valid values are 'GLOB', 'REGEXP', 'START' and 'LITERAL'.",
      ],
    ],
  ])('%j', (rows, faults) => {
    expect(inTest(tryAnd(rows))).toEqual(faults)
  })

  it('holds no step that leaves its FINALLY', () => {
    const rows = `    FOR    \${x}    IN    1\n    TRY${steps}    FINALLY\n        BREAK\n    END\n    END`
    expect(inTest(rows)).toEqual(['BREAK cannot be used in FINALLY branch.'])
    expect(inKeyword(`    TRY${steps}    FINALLY\n        RETURN\n    END`)).toEqual([
      'RETURN cannot be used in FINALLY branch.',
    ])
  })
})

describe('single rows', () => {
  it.each([
    ['    BREAK', ['BREAK is not allowed in this context.']],
    [
      '    GROUP\n        CONTINUE    x\n    END',
      ["CONTINUE does not accept arguments, got 'x'.", 'CONTINUE can only be used inside a loop.'],
    ],
    ['    IF    1\n        RETURN\n    END', ['RETURN can only be used inside a user keyword.']],
    ['    ELSE', ['ELSE is not allowed in this context.']],
    [
      '    @{a}    @{b}    &{c} =    Log    1',
      [
        'Assignment can contain only one list variable.',
        'Dictionary variable cannot be assigned with other variables.',
      ],
    ],
    [
      '    [Doc U ment a tion]    x',
      ["Non-existing setting 'Doc U ment a tion'. Did you mean:\n    Documentation"],
    ],
    ['    [Arguments]    x', ["Setting 'Arguments' is not allowed with tests or tasks."]],
    [
      '    [Tags]    x\n    [TAGS]    y',
      ["Setting 'TAGS' is allowed only once. Only the first value is used."],
    ],
    ['    [Timeout]    1 s    y', ["Setting 'Timeout' accepts only one value, got 2."]],
  ])('%j', (rows, faults) => {
    expect(inTest(rows)).toEqual(faults)
  })

  it('has none where nothing is wrong', () => {
    expect(
      inTest('    ${a}    @{b} =    Log    1\n    IF    1    Log    2    ELSE    Log    3'),
    ).toBeUndefined()
  })
})
