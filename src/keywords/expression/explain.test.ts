import { expect, it } from 'vitest'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { explain } from './explain.ts'

const VARIABLES: Readonly<Record<string, unknown>> = {
  slow: 3,
  volts: 3.7,
  low: '3.2 V',
  high: '3.4 V',
  log: 'boot complete\nno error',
  long: 'x'.repeat(1000),
  list: [1, 2, 'a'],
  dict: new Map([['a', 1]]),
}

it.each([
  ['slow is at most 2', 'slow is at most 2 is not true: slow = 3'],
  [
    'volts is between low and high',
    "volts is between low and high is not true: volts = 3.7, low = '3.2 V', high = '3.4 V'",
  ],
  [
    'log does not contain "error"',
    'log does not contain "error" is not true: log = \'boot complete\\nno error\'',
  ],
  ['slow > 1 and $slow < 2', '$slow < 2 is not true: $slow = 3'],
  ['slow > 1 and (volts > 3 and ${slow} == 4)', '${slow} == 4 is not true: ${slow} = 3'],
  ['slow > 5 or volts > 5', 'slow > 5 or volts > 5 is not true: slow = 3, volts = 3.7'],
  ['not slow == 3', 'slow == 3 is true, but must not be: slow = 3'],
  ['len($list) == 4', "len($list) == 4 is not true: len($list) = 3, $list = [1, 2, 'a']"],
  ["'${slow}' == '4'", "'${slow}' == '4' is not true: ${slow} = 3"],
  ['any(i > 3 for i in [slow])', 'any(i > 3 for i in [slow]) is not true: slow = 3'],
  ['$dict.a + 1 == 5', "$dict.a + 1 == 5 is not true: $dict.a + 1 = 2, $dict.a = 1, $dict = {'a': 1}"],
  ['1 > 2', '1 > 2 is not true'],
  ['missing == 1', 'missing == 1 is not true'],
])('%s is explained', (source, message) => {
  expect(explanation(source).message).toBe(message)
})

it('shortens long values', () => {
  const [part] = explanation('long is empty').parts
  expect(part?.value).toMatch(/^'x{99} … x{99}' \(1002 characters\)$/)
})

function explanation(source: string) {
  const { tree } = parseExpression(source)
  if (tree === undefined) throw new Error('no tree')
  return explain(tree, source, { variable: (name) => VARIABLES[name.replace(/[${}]/g, '')] })
}
