import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { repr } from '../value/text.ts'
import { evaluate } from './evaluate.ts'

/** Expressions and what Python 3.11 makes of them: the value's repr, or `! ` and the error. */
const TABLE = readFileSync(new URL('./python-results.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'))

describe('an expression', () => {
  it.each(TABLE)('%s gives what Python gives: %s', (source = '', expected = '') => {
    expect(result(source, {}, 'text')).toBe(expected)
  })
})

describe('variables', () => {
  const variables = {
    x: 5,
    text: 'abc',
    number: '10',
    bigger: '9',
    float: '1.50',
    no: 'False',
    nothing: 'None',
    list: [1, 2, 'a'],
    digits: ['1', '2'],
    dict: new Map<unknown, unknown>([
      ['a', 1],
      ['1', 'one'],
    ]),
    plain: { volts: 3.3 },
    quoted: "it's",
    lines: 'a\nb\\c',
  }
  it.each([
    // A variable is its value, in all three spellings.
    ['${x} + $x + x', '15'],
    ['$list', "[1, 2, 'a']"],
    ['$dict.a + 1', '2'],
    ['$dict["1"]', "'one'"],
    ['$plain.volts', '3.3'],
    ['len(x for x in $list)', '3'],
    // Inside quotes a variable is its text, whatever is in it.
    ["'${x}' == '5'", 'True'],
    ['"${text}" == "abc"', 'True'],
    ["'<${x}|${text}>'", "'<5|abc>'"],
    ["'${quoted}' == $quoted", 'True'],
    ["'${lines}' == $lines", 'True'],
    ["'${list}'", '"[1, 2, \'a\']"'],
    ["r'${text}\\d'", "'abc\\\\d'"],
    // Text of a number, True, False or None stands for it, as where Robot puts it into the expression.
    ['${number} == 10', 'True'],
    ["${number} == '10'", 'True'],
    ['${number} != 10', 'False'],
    ['${number} > ${bigger}', 'True'],
    ['${number} + 1', '11'],
    ['${number} + ${bigger}', '19'],
    ['${float} * 2', '3.0'],
    ['${number}', '10'],
    ["${number} + ' V'", "'10 V'"],
    ['not ${no}', 'True'],
    ['${no} or ${nothing}', 'None'],
    ['${nothing} is None', 'True'],
    ['${no} is False', 'True'],
    ['${number} in [10, 20]', 'True'],
    ["${number} in ['10']", 'True'],
    ["${number} in 'a10b'", 'True'],
    ['max(${number}, ${bigger})', '10'],
    ['len(${number})', '2'],
    ["${number}.startswith('1')", 'True'],
    ['$dict[${x} - 4 if False else "a"]', '1'],
    ['int(${number}, 16)', '16'],
    // The spelling with $ keeps the text.
    ['$number == 10', 'False'],
    ["$number == '10'", 'True'],
    ['$number > $bigger', 'False'],
    ['bool($no)', 'True'],
    ['list(map(int, $digits))', '[1, 2]'],
    // A comprehension binds a name before the suite does.
    ['[x for x in $digits]', "['1', '2']"],
    ['[x + y for x in [1] for y in [x]]', '[2]'],
    ['[${x} for x in [1]]', '[5]'],
    ['$missing', "! VariableError: Variable '$missing' not found."],
    ['${missing}', "! VariableError: Variable '${missing}' not found."],
    ['missing', "! NameError: name 'missing' is not defined nor importable as module"],
    ['$text + $x', '! TypeError: can only concatenate str (not "int") to str'],
    ['$number > 5', "! TypeError: '>' not supported between instances of 'str' and 'int'"],
  ])('%s gives %s', (source, expected) => {
    expect(result(source, variables)).toBe(expected)
  })

  it('asks the scope for the source as written', () => {
    const asked: string[] = []
    const scope = { variable: (source: string) => asked.push(source) }
    evaluate(tree("${list}[0][${k}] + $a + b + '${c.d}'.count('%{HOME}')"), scope)
    expect(asked).toEqual(['${list}[0][${k}]', '$a', 'b', '${c.d}', '%{HOME}'])
  })

  it('passes on what the scope throws', () => {
    const failure = new Error('of the scope')
    const scope = {
      variable: () => {
        throw failure
      },
    }
    expect(() => evaluate(tree('$x'), scope)).toThrow(failure)
    expect(repr(evaluate(tree('list(map(str, [1]))'), scope))).toBe("['1']")
  })

  it('is evaluated anew each time', () => {
    let count = 0
    const scope = { variable: () => count++ }
    const parsed = tree('$x * 2')
    expect([evaluate(parsed, scope), evaluate(parsed, scope)]).toEqual([0, 2])
  })
})

function tree(source: string, from: 'cell' | 'text' = 'cell') {
  const parsed = parseExpression(source, { from })
  if (parsed.tree === undefined) throw new Error(parsed.diagnostics[0]?.message)
  return parsed.tree
}

function result(source: string, variables: Record<string, unknown>, from: 'cell' | 'text' = 'cell'): string {
  const variable = (name: string) => variables[name.replace(/[${}]/g, '')]
  try {
    return repr(evaluate(tree(source, from), { variable }))
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    return `! ${error.type}: ${error.message}`
  }
}
