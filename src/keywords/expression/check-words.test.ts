import { expect, it } from 'vitest'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { repr } from '../value/text.ts'
import { evaluate } from './evaluate.ts'

const VARIABLES: Readonly<Record<string, unknown>> = {
  log: 'boot complete\nerror 42',
  items: ['a', 'b'],
  none: null,
  volts: 3.3,
  low: '3.2 V',
  high: '3400 mV',
  seconds: 12.5,
  count: 3,
  text: '7',
}

it.each([
  ['log contains "boot"', 'True'],
  ['log does not contain "panic"', 'True'],
  ['items contains "a"', 'True'],
  ['items contain "z"', 'False'],
  ['log contains 42', 'True'],
  ['log starts with "boot"', 'True'],
  ['log does not start with "x"', 'True'],
  ['log ends with "42"', 'True'],
  ['log does not end with 4', 'True'],
  ['log matches /error \\d+/', 'True'],
  ['log matches /ERROR/', 'False'],
  ['log matches /ERROR/i', 'True'],
  ['log does not match /panic|watchdog/i', 'True'],
  ['log matches "err.r"', 'True'],
  ['log is empty', 'False'],
  ['"" is empty', 'True'],
  ['[] is empty and {} is empty and none is empty', 'True'],
  ['items is not empty', 'True'],
  ['count is between 1 and 3', 'True'],
  ['count between 4 and 5 or count == 3', 'True'],
  ['count is not between 1 and 2', 'True'],
  ['count is at least 3', 'True'],
  ['count is at most 2', 'False'],
  ['count is not at most 2', 'True'],
  ['${text} is between 1 and 10', 'True'],
  ['count is 3', 'True'],
  ['count is not 3', 'False'],
  ['log is "x"', 'False'],
  // Units: numbers of suites are seconds, volts, amperes; text with a unit is read beside a number.
  ['seconds > 10 s', 'True'],
  ['seconds < 1 min', 'True'],
  ['seconds < 500 ms', 'False'],
  ['1 min 30 s == 90', 'True'],
  ['90 s == 1.5 min', 'True'],
  ['volts is between 3.2 V and 3.4 V', 'True'],
  ['volts is between low and high', 'True'],
  ['volts is at most 3300 mV', 'True'],
  ['volts is above 3 V', 'True'],
  ['volts is not above 3 V', 'False'],
  ['volts is greater than 3300 mV', 'False'],
  ['count is more than 2', 'True'],
  ['count is below 3', 'False'],
  ['count is less than 4 and volts is lower than 4 V', 'True'],
  ['3.3 V + 100 mV', '3.4 V'],
  ['1 s / 250 ms', '4.0'],
  ['2 * 45 s', '1 min 30 s'],
  ['-20 mA < 0', 'True'],
  ['4 KiB == 4096 B', 'True'],
  ['2 V < 3 s', '! TypeError: a voltage (2 V) and a duration (3 s) cannot be compared'],
  ['2 V == 2 s', 'False'],
  ['2 V + 3 s', "! TypeError: unsupported operand type(s) for +: 'voltage' and 'duration'"],
  ['5 parsec > 1', '! ValueError: "5 parsec" has no unit that I know'],
  ['count is empty', '! TypeError: "is empty" needs text, a list or a dict, got int'],
  ['none starts with "a"', '! TypeError: "starts with" needs text, got NoneType None'],
  ['log matches 5', '! TypeError: "matches" needs a pattern such as /error \\d+/'],
  ['log matches /(/', '! error: missing ), unterminated subpattern at position 0'],
])('%s gives %s', (source, expected) => {
  expect(result(source)).toBe(expected)
})

function result(source: string): string {
  const { tree, diagnostics } = parseExpression(source)
  if (tree === undefined) throw new Error(diagnostics[0]?.message)
  try {
    return repr(evaluate(tree, { variable: (name) => VARIABLES[name.replace(/[${}]/g, '')] }))
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    return `! ${error.type}: ${error.message}`
  }
}
