import { expect, it } from 'vitest'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { checkExpression } from './check-expression.ts'

it.each([
  [
    "open('x')",
    "open('x')",
    '"open" cannot be called in expressions.',
    'Use the keywords of OperatingSystem, such as Get File.',
  ],
  [
    "eval('1')",
    "eval('1')",
    '"eval" cannot be called in expressions.',
    'Expressions run no code; write a keyword, or a library in TypeScript.',
  ],
  [
    'x == 1 and exec(y)',
    'exec(y)',
    '"exec" cannot be called in expressions.',
    'Expressions run no code; write a keyword, or a library in TypeScript.',
  ],
  [
    '__import__("os")',
    '__import__("os")',
    '"__import__" cannot be called in expressions.',
    'Names with two underscores are out of reach.',
  ],
  [
    'getattr($x, "y")',
    'getattr($x, "y")',
    '"getattr" cannot be called in expressions.',
    'Expressions run no code; write a keyword, or a library in TypeScript.',
  ],
  [
    'os.getenv("X")',
    'os.getenv("X")',
    '"os.getenv" cannot be called in expressions.',
    'Use a variable %{NAME}, the variables ${/} and ${CURDIR}, or the keywords of OperatingSystem.',
  ],
  [
    'datetime.now()',
    'datetime.now()',
    '"datetime.now" cannot be called in expressions.',
    'Use the keywords of DateTime, such as Get Current Date.',
  ],
  [
    'time.sleep(1)',
    'time.sleep(1)',
    '"time.sleep" cannot be called in expressions.',
    'Use the keywords of DateTime, such as Get Current Date.',
  ],
  [
    'subprocess.run("ls")',
    'subprocess.run("ls")',
    '"subprocess.run" cannot be called in expressions.',
    'Use the keywords of Process, such as Run Process.',
  ],
  [
    'print($x)',
    'print($x)',
    '"print" cannot be called in expressions.',
    'Use the keyword Log or Log To Console.',
  ],
  ['lenn($x)', 'lenn($x)', '"lenn" cannot be called in expressions.', 'Did you mean "len"?'],
  ['math.sqr(4)', 'math.sqr(4)', '"math.sqr" cannot be called in expressions.', 'Did you mean "sqrt"?'],
  ['math.__dict__', 'math.__dict__', '"math.__dict__" cannot be called in expressions.', undefined],
  [
    '$list.append(1)',
    '$list.append(1)',
    'There is no method "append" in expressions.',
    'Values are not changed in expressions; use a keyword such as Append To List or Set To Dictionary.',
  ],
  ['$x.uper()', '$x.uper()', 'There is no method "uper" in expressions.', 'Did you mean "upper"?'],
  [
    '$x.__class__',
    '$x.__class__',
    '"__class__" is out of reach.',
    'Names with two underscores are out of reach.',
  ],
  [
    't > 5 parsec',
    '5 parsec',
    '"5 parsec" has a unit that I do not know.',
    'Known are ms, s, min, h; mV, V; mA, A; Hz, kHz, MHz; degC; B, kB, KiB, MiB; baud.',
  ],
  [
    'log matches /(/',
    '/(/',
    '/(/ is not a pattern: missing ), unterminated subpattern at position 0.',
    undefined,
  ],
  [
    'log matches /a(?>b)/',
    '/a(?>b)/',
    '/a(?>b)/ is not a pattern: "(?>" is not supported in patterns.',
    undefined,
  ],
])('%s is refused before it runs', (source, marked, message, hint) => {
  const [first, ...more] = check(source)
  expect(more).toEqual([])
  expect(first?.message).toBe(message)
  expect(first?.hint).toBe(hint)
  expect(source.slice((first?.column ?? 0) - 1, (first?.endColumn ?? 0) - 1)).toBe(marked)
})

it('finds every problem', () => {
  expect(check('open(1) + $x.append(2) == 3 parsec').map((one) => one.code)).toEqual([
    'expression-function',
    'expression-method',
    'expression-unit',
  ])
})

it.each([
  "len($x) > 1 and $x[0].strip() in '${y}'.split()",
  'math.pi',
  're.I',
  'type($x).__name__',
  'volts > 3.3 V',
])('has nothing against %s', (source) => {
  expect(check(source)).toEqual([])
})

function check(source: string) {
  const { tree } = parseExpression(source)
  if (tree === undefined) throw new Error('no tree')
  return checkExpression(tree)
}
