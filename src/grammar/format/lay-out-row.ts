import type { Cell } from '../tree.ts'
import type { SourceRow } from './source-row.ts'
import { LONGEST_LINE, padTo, SEPARATOR, textWidth } from './text-width.ts'

/** Where the cells of a row go. Columns count from 0. */
export interface Placement {
  /** Column of the first cell. */
  readonly indent: number
  /** Columns of the cells after the first; those without one follow after a separator. */
  readonly columns?: readonly number[]
  /** Column of the `...` of further lines, and of what follows it. */
  readonly dots: number
  readonly value: number
  /** Columns of what follows that on further lines. */
  readonly further?: readonly number[]
  /** Number of cells that stay together on the first line, however long; infinite if no line may be broken. */
  readonly keep: number
}

/** A row as lines: broken where its author broke it, and where a line would be too long. */
export function layOutRow(row: SourceRow, place: Placement): string[] {
  return row.lines.flatMap((line, index) => {
    const dots = ' '.repeat(place.dots)
    if (line.cells.length === 0 && !line.continues) return [dots + (line.comment ?? '')]
    const cells = line.cells.map(({ text }) => text)
    const laid = index === 0 ? firstLine(cells, place) : furtherLine(cells, place)
    if (line.comment !== undefined) laid[0] = withComment(laid[0] ?? '', line.comment)
    return laid
  })
}

/** A line with a comment at its end. */
export function withComment(line: string, comment: string): string {
  return `${line}${SEPARATOR}${comment}`
}

/** Cells on one line, each at its column. */
export function joinCells(cells: readonly string[], columns: readonly number[] = [], indent = 0): string {
  let line = ' '.repeat(indent)
  for (const [index, cell] of cells.entries())
    line = index === 0 ? line + cell : padTo(line, columns[index - 1] ?? 0) + cell
  return line
}

/** Columns for rows below each other; undefined if there are none, or if a row would become too long. */
export function columnsOf(rows: readonly (readonly string[])[], indent: number): number[] | undefined {
  const columns: number[] = []
  const most = Math.max(0, ...rows.map(({ length }) => length))
  let before = indent
  for (let at = 0; at + 1 < most; at++) {
    const followed = rows.filter(({ length }) => length > at + 1)
    before += Math.max(...followed.map((row) => textWidth(row[at] ?? ''))) + SEPARATOR.length
    columns.push(before)
  }
  const fits = rows.every((row) => textWidth(joinCells(row, columns, indent)) <= LONGEST_LINE)
  return fits && columns.length > 0 ? columns : undefined
}

/** True when the row stands on one line that need not be broken. */
export function isOneLine({ lines, cells }: SourceRow, indent: number): boolean {
  return lines.length === 1 && textWidth(joinCells(texts(cells), [], indent)) <= LONGEST_LINE
}

/** The texts of cells. */
export function texts(cells: readonly Cell[]): string[] {
  return cells.map(({ text }) => text)
}

function firstLine(cells: readonly string[], place: Placement): string[] {
  const whole = joinCells(cells, place.columns, place.indent)
  if (textWidth(whole) <= LONGEST_LINE || cells.length <= place.keep) return [whole]
  let count = place.keep
  let line = joinCells(cells.slice(0, count), place.columns, place.indent)
  for (; count < cells.length; count++) {
    const longer = joinCells(cells.slice(0, count + 1), place.columns, place.indent)
    if (textWidth(longer) > LONGEST_LINE) break
    line = longer
  }
  return [line, ...furtherLine(cells.slice(count), place)]
}

/** The cells after `...`, on as many lines as they need. */
function furtherLine(cells: readonly string[], place: Placement): string[] {
  const { dots, value, keep, further } = place
  const begin = `${' '.repeat(dots)}...`
  if (cells.length === 0 || (cells.length === 1 && cells[0] === '')) return [begin]
  if (further) return [joinCells([begin, ...cells], [value, ...further])]
  const lines: string[] = []
  let line = ''
  for (const cell of cells) {
    const longer = line === '' ? padTo(begin, value) + cell : line + SEPARATOR + cell
    const breaks = line !== '' && textWidth(longer) > LONGEST_LINE && keep !== Number.POSITIVE_INFINITY
    if (breaks) lines.push(line)
    line = breaks ? padTo(begin, value) + cell : longer
  }
  return [...lines, line]
}
