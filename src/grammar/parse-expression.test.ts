import { describe, expect, it } from 'vitest'
import { parseExpression } from './parse-expression.ts'

describe('a mistake in an expression', () => {
  it.each([
    // [source, what is marked, message, hint]
    ['', '', 'Expression cannot be empty.', undefined],
    ['  ', ' ', 'Expression cannot be empty.', undefined],
    ['x = 1', '=', '"=" assigns; it does not compare.', 'Use == to compare.'],
    ['a === b', '=', '"===" is not an operator.', 'Use == or !=.'],
    ['a !== b', '!', '"===" is not an operator.', 'Use == or !=.'],
    ['a && b', '&', '"&&" is not an operator.', 'Use and.'],
    ['a || b', '|', '"||" is not an operator.', 'Use or.'],
    ['!x', '!', '"!" is not an operator.', 'Use not.'],
    ['1 <> 2', '<', '"<>" is not an operator.', 'Use !=.'],
    ['a ? b : c', '?', '"?" is not an operator.', 'Write a if condition else b.'],
    ['(x := 1)', ':', '":=" is not supported.', 'Assign in a step of its own: x = 1'],
    ['lambda x: x', 'lambda', '"lambda" is not supported.', 'Write a comprehension: [x * 2 for x in $list]'],
    [
      'sorted(x, key=lambda y: y)',
      'lambda',
      '"lambda" is not supported.',
      'Write a comprehension: [x * 2 for x in $list]',
    ],
    [
      'import os',
      'import',
      '"import" is not supported.',
      'math and re are always there; for the rest use a keyword.',
    ],
    ['if x', 'if', 'A statement cannot stand in an expression.', 'Use steps of the suite (FOR, IF, VAR).'],
    [
      "f'{x}'",
      'f',
      'f-strings are not supported.',
      'Variables work inside quotes: "${name}"; or "{:.2f}".format($x)',
    ],
    ['f(*x)', '(', '"*" before a value is not supported.', 'Write the values one by one.'],
    ['f(x)(y)', '(', 'Only functions and methods can be called.', 'Write name(…) or value.method(…).'],
    ['$x()', '(', 'Only functions and methods can be called.', 'Write name(…) or value.method(…).'],
    [
      '${a}${b}',
      '}',
      'A variable cannot touch other text.',
      'Put the whole in quotes, as "${a}${b}", or an operator between.',
    ],
    [
      'x == abc def',
      'def',
      '"def" makes no sense here.',
      'Text belongs in quotes; two values need an operator between them.',
    ],
    [
      '1 2',
      '2',
      '"2" makes no sense here.',
      'Text belongs in quotes; two values need an operator between them.',
    ],
    ['x == ', '', 'The expression ends too early.', 'A value is missing at its end.'],
    ['x == )', ')', '")" closes nothing here, or a value is missing before it.', undefined],
    ["x == 'abc", "'", "The text that begins with ' is not closed.", "End it with '."],
    ['${x == 1', '$', '"${" is not closed.', 'End it with }'],
    ['(1 + 2', '(', '"(" is not closed.', 'End it with )'],
    ['[1, 2', '[', '"[" is not closed.', 'End it with ]'],
    ['x[]', '[', 'An index is missing between the brackets.', undefined],
    ['{1: 2, 3}', '{', 'A key needs a value: {"key": value}.', undefined],
    ['007', '007', 'Leading zeros in a whole number are not permitted.', undefined],
    ['x; y', ';', 'This character has no meaning in an expression.', 'Text belongs in quotes.'],
    ['x == 1\n and = 2', '=', '"=" assigns; it does not compare.', 'Use == to compare.'],
  ])('%j is told at its place', (source, marked, message, hint) => {
    const { tree, diagnostics } = parseExpression(source)
    expect(tree).toBeUndefined()
    const [first, ...more] = diagnostics
    expect(more).toEqual([])
    expect(first?.message).toBe(message)
    expect(first?.hint).toBe(hint)
    const line = source.split('\n')[(first?.line ?? 0) - 1] ?? ''
    expect(line.slice((first?.column ?? 0) - 1, (first?.endColumn ?? 0) - 1)).toBe(marked)
  })
})

describe('text in quotes', () => {
  it.each([
    // In a cell Robot's escapes come before Python's.
    ["'a\\nb'", 'a\nb'],
    ["'a\\\\nb'", 'a\nb'],
    ["'C:\\\\\\\\temp'", 'C:\\temp'],
    ["'it\\\\'s'", "it's"],
    ["'it\\'s'", "it's"],
    ['"say \\"x\\""', 'say "x"'],
    ["'\\d+'", '\\d+'],
    ["'\\\\d+'", '\\d+'],
    ["r'\\\\d+'", '\\d+'],
    ["'\\${x}'", '${x}'],
    ["'\\x41\\u2603'", 'A☃'],
    ["'''it's'''", "it's"],
    ["'a' 'b'", 'ab'],
    ["'100%'", '100%'],
    ["'%{'", '%{'],
    ["'${not closed'", '${not closed'],
  ])('%s is %j in a cell', (source, text) => {
    const tree = parseExpression(source).tree
    expect(tree?.kind === 'text' && tree.parts.join('')).toBe(text)
  })

  it.each([
    ["'a\\nb'", 'a\nb'],
    ["'a\\\\nb'", 'a\\nb'],
    ["'\\\\'", '\\'],
    ["r'\\\\d'", '\\\\d'],
  ])('%s is %j where the escapes of cells do not apply', (source, text) => {
    const tree = parseExpression(source, { from: 'text' }).tree
    expect(tree?.kind === 'text' && tree.parts.join('')).toBe(text)
  })
})

describe('a tree', () => {
  it('knows where its parts stand', () => {
    const source = ' (a + 1) * len( b ) == c '
    const tree = parseExpression(source).tree
    const text = (part: { start: number; end: number } | undefined) =>
      part && source.slice(part.start, part.end)
    if (tree?.kind !== 'compare' || tree.first.kind !== 'binary') throw new Error('not the expected tree')
    expect(text(tree)).toBe('(a + 1) * len( b ) == c')
    expect(text(tree.first)).toBe('(a + 1) * len( b )')
    expect(text(tree.first.left)).toBe('(a + 1)')
    expect(text(tree.first.right)).toBe('len( b )')
    expect(text(tree.rest[0]?.operand)).toBe('c')
  })

  it.each([
    '${a}',
    '${a b}',
    '${a}[0]',
    '${a}[k][${b}][1:]',
    '${a${b}}',
    '${a.b.c}',
    '${{ 1 + {2: 3}[2] }}',
    '@{list}',
    '&{dict}',
    '%{HOME=/root}',
    '${a\\}b}',
  ])('hands %s over as one variable', (source) => {
    expect(parseExpression(source).tree).toMatchObject({ kind: 'variable', form: 'braced', source })
  })

  it.each(['1 + 2', 'x + 1 if y else [z]', "len('a')[0]", '5 V'])('is plain data: %s', (source) => {
    const tree = parseExpression(source).tree
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree)
  })
})

describe('a text that is too much', () => {
  it.each([
    ['10,000 brackets', '('.repeat(10_000), 'expression-too-deep'],
    ['10,000 closed lists', '['.repeat(5000) + ']'.repeat(5000), 'expression-too-deep'],
    ['brackets after a quote', `'a'${'{'.repeat(8000)}`, 'expression-too-deep'],
    ['nested variables', `'${'${'.repeat(5000)}`, 'expression-too-deep'],
    ['signs', `${'-'.repeat(10_000)}1`, 'expression-syntax'],
    ['a sum', `${'1+'.repeat(5000)}1`, 'expression-syntax'],
    ['negations', `${'not '.repeat(3000)}1`, 'expression-syntax'],
    ['powers', `${'2**'.repeat(5000)}2`, 'expression-syntax'],
    ['conditions', `${'1 if 1 else '.repeat(1000)}1`, 'expression-syntax'],
    ['attributes', `x${'.y'.repeat(5000)}`, 'expression-syntax'],
    ['sums in sums', `${'('.repeat(15)}1${`${'+1'.repeat(400)})`.repeat(15)}`, 'expression-too-deep'],
    ['characters', `'${'x'.repeat(20_000)}'`, 'expression-too-long'],
  ])('gets a diagnostic: %s', (_what, source, code) => {
    const { tree, diagnostics } = parseExpression(source)
    expect(tree).toBeUndefined()
    expect(diagnostics.map((one) => one.code)).toEqual([code])
  })

  it('may be a long list', () => {
    const tree = parseExpression(`[${Array.from({ length: 3000 }, (_, i) => i).join(',')}]`).tree
    expect(tree?.kind === 'list' && tree.items.length).toBe(3000)
  })
})
