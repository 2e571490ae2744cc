import type { Cell } from '../../grammar/tree.ts'
import { type ArgumentCell, cellArgument } from '../arguments/argument-cell.ts'
import { anything } from '../catalogue/argument-type.ts'
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
  const tail = (filling: Filling) => cellArgument(cellFrom(cell, filling.token.start, cell.text.length))
  const given = sorted.map((filling) => ownArgument(filling, keyword, cell))
  // Values of a list are taken by their place, and so are those before them.
  const isList = keyword.arguments.some(
    ({ kind, name }) => kind === 'rest' && given.some((one) => one.name === name),
  )
  return [...(isList ? given.map(byPlace) : given), ...calls.map(tail)]
}

function ownArgument(
  { name, token, isTail }: Filling,
  keyword: Sentence['keyword'],
  cell: Cell,
): ArgumentCell {
  const argument = keyword.arguments.find((one) => one.name === name)
  const part = cellFrom(cell, token.start, isTail ? cell.text.length : token.end)
  if (isTail) return { ...cellArgument(part), name }
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
