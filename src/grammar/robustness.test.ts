import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import peggy from 'peggy'
import { expect, it } from 'vitest'
import { parseCell } from './parse-cell.ts'
import { parseFile } from './parse-file.ts'
import { readRows } from './rows/read-rows.ts'
import { ROW_KINDS } from './rows/row-kind.ts'

/** Pieces of which texts are put together that look like suites, so that random ones reach deep into the parser. */
const PIECES = [
  '*** Settings ***',
  '*** Test Cases ***',
  '*** Keywords ***',
  '*** Variables ***',
  '*** X ***',
  'Language: fi',
  '\n',
  '\n    ',
  '\n    ',
  '    ',
  '  ',
  ' ',
  '\t',
  '| ',
  ' | ',
  '...',
  '#',
  '\r\n',
  '\r',
  '\u0085',
  '\u2028',
  '\0',
  '\ufeff',
  '\u00a0',
  'IF',
  'ELSE IF',
  'ELSE',
  'END',
  'FOR',
  'IN',
  'IN ZIP',
  'WHILE',
  'TRY',
  'EXCEPT',
  'FINALLY',
  'AS',
  'GROUP',
  'VAR',
  'RETURN',
  'BREAK',
  '[Tags]',
  '[Template]',
  '[Arguments]',
  'Library',
  'Test Template',
  'Log',
  'limit=1',
  'mode=x',
  '=',
  '\\',
  '\\n',
  '${x}',
  '${x: int}',
  '@{l} =',
  '&{d}',
  '%{E=1}',
  '${',
  '{',
  '}',
  '[',
  ']',
  '${{',
  '}}',
  'a',
  'ä',
  '😀',
  '\ud800',
]

const suiteLike = fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join(''))
const anyText = fc.oneof(suiteLike, fc.string({ unit: 'binary', maxLength: 300 }))

it('parses any text, with every problem inside the text', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('suite', 'init', 'resource'), (text, kind) => {
      const lines = text.split(/\r\n|\r|\n/)
      for (const { line, column, endColumn, message } of parseFile(text, kind).diagnostics) {
        const width = lines[line - 1]?.length ?? -1
        expect(message).not.toBe('')
        expect(column).toBeGreaterThanOrEqual(1)
        expect(endColumn).toBeGreaterThan(column)
        // A missing cell stands past the line's end, and an empty one is shown one character wide.
        expect(endColumn).toBeLessThanOrEqual(width + 2)
      }
    }),
    { numRuns: 3000 },
  )
})

it('finds each cell where it says it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
      for (const row of readRows(text, 'suite').rows)
        for (const { text: cell, line, column } of row)
          expect(lines[line - 1]?.slice(column - 1, column - 1 + cell.length)).toBe(cell)
    }),
    { numRuns: 2000 },
  )
})

it('parses any cell', () => {
  fc.assert(
    fc.property(anyText, (text) => parseCell(text).kind !== undefined),
    { numRuns: 3000 },
  )
})

it('has a rule for every row, whatever the order of rows', () => {
  const kinds = fc.array(
    fc.constantFrom(...Object.values(ROW_KINDS).filter((kind) => !'SVTKXsvn'.includes(kind))),
  )
  fc.assert(fc.property(kinds, (rows) => Array.isArray(countingParser()(`Tn${rows.join('')}`).result)))
})

it('reads each row a bounded number of times', () => {
  const rows = 'nk[qkfkgk.k.ikklkekk.tkxkyk.wb.'
  const parse = countingParser()
  const once = parse(`T${rows.repeat(100)}`).steps
  expect(once / (100 * rows.length)).toBeLessThan(25)
  expect(parse(`T${rows.repeat(200)}`).steps / once).toBeLessThan(2.01)
})

it.each([
  ['types in types', `    \${a: ${'literal['.repeat(100_000)}} =    Log`],
  ['branches', `    TRY\n    Log\n${'    EXCEPT    x\n    Log\n'.repeat(50_000)}    END`],
  ['open variables', `    ${'${'.repeat(500_000)}`],
  ['backslashes', `    \${a${'\\\\'.repeat(500_000)}}`],
  ['cells', `    Log${'    a'.repeat(500_000)}`],
  ['dots', `    Log\n${'    ...    a\n'.repeat(200_000)}`],
])('ends on a test made of many %s', (_title, rows) => {
  expect(parseFile(`*** Test Cases ***\nT\n${rows}`, 'suite').tests).toHaveLength(1)
})

let parser: peggy.Parser | undefined

/** The grammar, with a count of the rules it enters. */
function countingParser(): (input: string) => { result: unknown; steps: number } {
  parser ??= peggy.generate(readFileSync(new URL('hil.peggy', import.meta.url), 'utf8'), { trace: true })
  const { parse } = parser
  return (input) => {
    let steps = 0
    const result: unknown = parse(input, { tracer: { trace: () => steps++ } })
    return { result, steps }
  }
}
