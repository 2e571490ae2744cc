import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { repr } from '../value/text.ts'
import { evaluate } from './evaluate.ts'
import { explain } from './explain.ts'

const VARIABLES: Readonly<Record<string, unknown>> = {
  x: 5,
  s: 'some text',
  list: [1, 'a', null, [2.5]],
  dict: new Map<unknown, unknown>([['a', 1]]),
  plain: { a: 1 },
  opaque: new Date(0),
  call: () => 'reached',
  bytes: Uint8Array.of(1, 2),
}
const scope = {
  variable: (source: string) => {
    const name = source.replace(/[${}]/g, '')
    return Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined
  },
}

describe('an expression that would take too much', () => {
  it.each([
    ["'a' * 10 ** 9", 'the text would have 1000000000 characters; at most 10000000 are allowed'],
    ['[0] * 10 ** 8', 'the list would have 100000000 items; at most 10000000 are allowed'],
    ['2 ** 10 ** 9', 'the integer would have more than 100000 bits'],
    ['1 << 10 ** 6', 'the integer would have more than 100000 bits'],
    ['range(10 ** 9)', 'the list would have 1000000000 items; at most 10000000 are allowed'],
    ["'x'.zfill(10 ** 9)", 'the text would have 1000000000 characters; at most 10000000 are allowed'],
    ["'%1000000000d' % 1", 'the text would have 1000000000 characters; at most 10000000 are allowed'],
    [
      "('a' * 10 ** 6).replace('a', 'b' * 100)",
      'the text would have 101000000 characters; at most 10000000 are allowed',
    ],
    [
      '[x for x in range(1000) for y in range(1000) for z in range(1000)]',
      'the expression takes too many steps',
    ],
    ['[x in range(10000) for x in range(10000)]', 'the expression takes too many steps'],
    ['[x ** x for x in range(5000)]', 'the expression takes too many steps'],
    ['[1] * 10 ** 6 + [2] * 10 ** 6 < [3]', 'the expression takes too many steps'],
    ["('a' * 10 ** 7).upper().lower()", 'the expression takes too many steps'],
    ["list('a' * 10 ** 6)", 'the expression takes too many steps'],
    ["('a' * 10 ** 6)[::-1]", 'the expression takes too many steps'],
    ["json.loads('[' + '1,' * 300000 + '1]')", 'the expression takes too many steps'],
    ['[[0] * 1000] * 1100 == [[0] * 1000] * 1100', 'the values are too large to compare'],
    ['repr([[0] * 1000] * 10000)', 'the text of the value is longer than 1000000 characters'],
    ['sum([[0] * 10000 for x in range(10000)], [])', 'the expression takes too many steps'],
    ["re.match('(a+)+$', 'a' * 40 + 'b')", 'the pattern "(a+)+$" takes too long on 41 characters'],
    ["re.search('(x+x+)+y', 'x' * 100)", 'the pattern "(x+x+)+y" takes too long on 100 characters'],
    ["re.findall('a*a*a*a*b', 'a' * 10000)", 'the pattern "a*a*a*a*b" takes too long on 10000 characters'],
  ])('%s is stopped', (source, message) => {
    expect(errorOf(source)).toBe(`LimitError: ${message}`)
  })

  it('takes the limits that it is given', () => {
    const { tree } = parseExpression('[x for x in range(100)]')
    if (tree === undefined) throw new Error('no tree')
    expect(() => evaluate(tree, scope, { steps: 50 })).toThrow('the expression takes too many steps')
    expect(evaluate(tree, scope, { steps: 500 })).toHaveLength(100)
  })

  it.each([
    ['len([x for x in $samples])', 400_000],
    ["len([x for x in $log.split('a') if x == ''])", 400_000],
    ["len(re.findall('a+b', $log))", 1],
  ])('allows more for long values of variables: %s', (source, expected) => {
    const { tree } = parseExpression(source)
    if (tree === undefined) throw new Error('no tree')
    const values: Readonly<Record<string, unknown>> = {
      $samples: Array(400_000).fill(1),
      $log: `${'a'.repeat(400_000)}b`,
    }
    expect(evaluate(tree, { variable: (name) => values[name] })).toBe(expected)
  })

  it('allows it once for each variable', () => {
    const { tree } = parseExpression('[len([x for x in $samples]) for y in range(100)]')
    if (tree === undefined) throw new Error('no tree')
    const variable = () => Array(100_000).fill(1)
    expect(() => evaluate(tree, { variable })).toThrow('the expression takes too many steps')
  })

  it('does not count one evaluation against the next', () => {
    for (let round = 0; round < 50; round++) expect(errorOf('len(range(100000)) == 100000')).toBe('')
  })
})

describe('what is not plain data', () => {
  it.each([
    ["'a'.constructor", "AttributeError: 'str' object has no attribute 'constructor'"],
    ['$list.constructor', "AttributeError: 'list' object has no attribute 'constructor'"],
    ['$list.length', "AttributeError: 'list' object has no attribute 'length'"],
    ['$list.map(str)', "AttributeError: 'list' object has no attribute 'map'"],
    ['$plain.constructor', "AttributeError: 'dict' object has no attribute 'constructor'"],
    ['$plain.toString()', "AttributeError: 'dict' object has no attribute 'toString'"],
    ["$plain['constructor']", "KeyError: 'constructor'"],
    ["$plain['__proto__']", "KeyError: '__proto__'"],
    ["$dict['constructor']", "KeyError: 'constructor'"],
    ['$dict.size', "AttributeError: 'dict' object has no attribute 'size'"],
    ['$x.__class__', "AttributeError: 'int' object has no attribute '__class__'"],
    ['().__class__.__bases__', "AttributeError: 'tuple' object has no attribute '__class__'"],
    ['len.__globals__', "AttributeError: type object 'len' has no attribute '__globals__'"],
    ['str.constructor', "AttributeError: type object 'str' has no attribute 'constructor'"],
    ['$opaque.getTime()', "AttributeError: 'object' object has no attribute 'getTime'"],
    ['$call()', 'unread'],
    ['map($call, [1])', "TypeError: 'object' object is not callable"],
    ['constructor', "NameError: name 'constructor' is not defined nor importable as module"],
    ['globalThis', "NameError: name 'globalThis' is not defined nor importable as module"],
    ['process.exit(1)', "NameError: name 'process' is not defined nor importable as module"],
    ['toString()', "NameError: name 'toString' is not defined nor importable as module"],
    ['math.constructor', "AttributeError: module 'math' has no attribute 'constructor'"],
    ["'{0.constructor}'.format(1)", "AttributeError: 'int' object has no attribute 'constructor'"],
    ["'%(constructor)s' % $dict", "KeyError: 'constructor'"],
  ])('%s does not reach it', (source, message) => {
    expect(errorOf(source)).toBe(message)
  })

  it('has names of prototypes as keys like any other', () => {
    const { tree } = parseExpression("{'__proto__': 1, 'constructor': 2, 'toString': 3}")
    if (tree === undefined) throw new Error('no tree')
    expect(repr(evaluate(tree, scope))).toBe("{'__proto__': 1, 'constructor': 2, 'toString': 3}")
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })
})

describe('any text', () => {
  const WORDS =
    "$x ${x} $list $dict s x '' 'a' \"b\" 1 2.5 0 -1 10 1e400 nan None True ( ) [ ] { } , : . + - * ** / // % == != < <= in not is and or if else for len str int re math .upper() .join .split [0] [1:] {} () lambda import contains matches /a+/ is empty between at least 3 V 5 s \\ \\\\ \n ' \" ${ $ @{list} %{HOME} __class__ sorted range(9) re.sub '(a+)+' \u2603 \ud83d".split(
      ' ',
    )
  const text = fc.oneof(
    fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' ')),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  )

  it('is a value, a diagnostic or an EvaluationError', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { tree, diagnostics } = parseExpression(source)
        expect(diagnostics.length > 0).toBe(tree === undefined)
        if (tree === undefined) return
        try {
          repr(evaluate(tree, scope, { steps: 10_000, patternTime: 20 }))
        } catch (error) {
          expect(error).toBeInstanceOf(EvaluationError)
        }
        explain(tree, source, scope)
      }),
      { numRuns: 3000 },
    )
  })
})

function errorOf(source: string): string {
  const { tree } = parseExpression(source)
  if (tree === undefined) return 'unread'
  try {
    evaluate(tree, scope)
    return ''
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    return `${error.type}: ${error.message}`
  }
}
