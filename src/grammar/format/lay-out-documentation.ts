import type { Cell } from '../tree.ts'
import { joinCells, withComment } from './lay-out-row.ts'
import type { SourceLine } from './source-line.ts'
import type { SourceRow } from './source-row.ts'
import { padTo, SEPARATOR } from './text-width.ts'

/** Where a text of several lines goes: below the name of its setting. Columns count from 0. */
export interface TextPlacement {
  readonly indent: number
  /** Column of the first value, and of those on further lines. */
  readonly first: number
  readonly value: number
  /** Number of cells in front of the text: 1, or 2 for a `Metadata` setting, which has a name. */
  readonly heads: 1 | 2
}

/**
 * Lays out a `Documentation` or `Metadata` setting. Its text depends on the columns its lines begin in, as
 * settings/documentation.ts reads them: how far a line is indented more than those before it stays the same.
 */
export function layOutDocumentation(row: SourceRow, place: TextPlacement): string[] {
  const bases: Bases = { source: 0, target: 0 }
  let heads = place.heads
  return row.lines.map((line, index) => {
    const dots = `${' '.repeat(place.indent)}...`
    if (line.cells.length === 0 && !line.continues) return ' '.repeat(place.indent) + (line.comment ?? '')
    const head = line.cells.slice(0, heads).map(({ text }) => text)
    const begin = index === 0 ? joinCells(head, [place.first], place.indent) : further(dots, head, place)
    const column = index > 0 ? place.value : place.heads > 1 ? 0 : place.first
    const text = withText(begin, line.cells.slice(heads), { bases, column: head.length > 1 ? 0 : column })
    heads = Math.max(0, heads - line.cells.length) as 1 | 2
    return withOwnComment(text, line)
  })
}

/** Columns of the text that count as no indentation, from 1; 0 before the first line of it. */
interface Bases {
  source: number
  target: number
}

interface TextBegin {
  readonly bases: Bases
  /** Where the text goes, if it has a choice. */
  readonly column: number
}

function further(dots: string, head: readonly string[], { value }: TextPlacement): string {
  return head.length === 0 ? dots : padTo(dots, value) + head.join(SEPARATOR)
}

function withText(begin: string, cells: readonly Cell[], { bases, column: wanted }: TextBegin): string {
  const first = cells[0]
  if (first === undefined) return begin
  const extra = bases.source > 1 ? Math.max(0, first.column - bases.source) : 0
  const plain = bases.target === 0 ? wanted : Math.min(wanted, bases.target - 1)
  const line = first.text === '' ? begin : padTo(begin, extra > 0 ? bases.target - 1 + extra : plain)
  const column = line.length + 1
  if (bases.source === 0 || (first.column < bases.source && first.text !== '')) bases.source = first.column
  if (bases.target === 0 || (column < bases.target && first.text !== '')) bases.target = column
  return line + withGaps(cells)
}

/** The cells with as much space between them as there was, since it is part of the text. */
function withGaps(cells: readonly Cell[]): string {
  let text = ''
  let end = cells[0]?.column ?? 0
  for (const cell of cells) {
    text += ' '.repeat(cell.column - end) + cell.text
    end = cell.column + cell.text.length
  }
  return text
}

function withOwnComment(text: string, { comment }: SourceLine): string {
  return comment === undefined ? text : withComment(text, comment)
}
