import type { Cell } from '../../grammar/tree.ts'
import { type ArgumentCell, cellArgument } from '../arguments/argument-cell.ts'
import { anything } from '../catalogue/argument-type.ts'
import type { Keyword } from '../catalogue/keyword.ts'
import { parseQuantity } from '../value/quantity.ts'
import { compileCell } from '../variables/compile-cell.ts'
import { constantSource, type Source } from '../variables/source.ts'
import type { Filling } from './match-phrase.ts'
import { type Sentence, wordsOf } from './phrase-book.ts'
import type { Token } from './tokens.ts'

/** The arguments of a sentence that stands in a cell, as the cells of an ordinary call would give them. */
export function sentenceArguments({ keyword, fillings }: Sentence, cell: Cell): readonly ArgumentCell[] {
  const order = keyword.arguments.map(({ name }) => name)
  const own = fillings.filter(({ name }) => order.includes(name))
  const sorted = own.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  const calls = fillings.filter(({ name }) => !order.includes(name))
  // Values of a list are taken by their place, and so are those before them.
  const list = keyword.arguments.findIndex(
    ({ kind, name }) => kind === 'rest' && own.some((one) => one.name === name),
  )
  const given = sorted.map((filling) => {
    const argument = ownArgument(filling, keyword, cell)
    return order.indexOf(filling.name) <= list ? byPlace(argument) : argument
  })
  return [...given, ...calls.flatMap((filling) => callCells(filling, keyword, cell))]
}

/** The call of a keyword that runs others; of several calls each has a cell, and so have the words between. */
function callCells({ token, tailEnd }: Filling, keyword: Keyword, cell: Cell): ArgumentCell[] {
  const whole = cellFrom(cell, token.start, tailEnd ?? cell.text.length)
  return (keyword.nested?.cells?.(whole) ?? [whole]).map(cellArgument)
}

function ownArgument({ name, token, tailEnd }: Filling, keyword: Keyword, cell: Cell): ArgumentCell {
  const argument = keyword.arguments.find((one) => one.name === name)
  const part = cellFrom(cell, token.start, tailEnd ?? token.end)
  if (tailEnd !== undefined) return { ...cellArgument(part), name }
  const isWord = wordsOf(keyword, name).includes(token.content.toLowerCase())
  const source = sourceOf(token, { isWord, typed: argument?.type === anything })
  const inside = token.kind === 'quoted' ? cellFrom(cell, token.start + 1, token.end - 1) : part
  return { text: textOf(token, isWord), source, cell: inside, name }
}

/** Without its name. The text says nothing of names: `"a=b"` is a value. */
function byPlace({ source, cell, text }: ArgumentCell): ArgumentCell {
  return { source, text: text?.includes('=') ? undefined : text, ...(cell && { cell }) }
}

/** The cell that would have the value. */
function textOf({ kind, content }: Token, isWord: boolean): string {
  return kind === 'word' && !isWord ? `\${${content}}` : content
}

function sourceOf(token: Token, { isWord, typed }: { isWord: boolean; typed: boolean }): Source {
  if (token.kind === 'pattern') return constantSource(patternText(token))
  if (token.kind === 'number' && typed) return constantSource(numberOf(token.content))
  return compileCell(textOf(token, isWord))
}

/** A pattern with its flags as keywords read them. */
function patternText({ content, flags = '' }: Token): string {
  const plain = content.replaceAll('\\/', '/')
  return flags === '' ? plain : `(?${flags})${plain}`
}

function numberOf(content: string): unknown {
  return parseQuantity(content) ?? Number(content.replaceAll('_', ''))
}

function cellFrom(cell: Cell, start: number, end: number): Cell {
  return { text: cell.text.slice(start, end), line: cell.line, column: cell.column + start }
}
