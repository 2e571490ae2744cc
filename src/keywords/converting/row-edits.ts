import { placeOf } from '../../grammar/format/row-role.ts'
import { readSourceLines, type SourceLine } from '../../grammar/format/source-line.ts'
import { groupRows, type SourceRow } from '../../grammar/format/source-row.ts'
import type { Cell } from '../../grammar/tree.ts'

/** Rows of a text that are to be written anew; everything else stays, comments as well. */
export class RowEdits {
  readonly #lines
  readonly #rows: readonly SourceRow[]
  readonly #replaced = new Map<SourceRow, readonly (readonly string[])[]>()
  readonly #followed = new Map<SourceRow, readonly (readonly string[])[]>()
  readonly #renamed = new Map<SourceLine, readonly Renaming[]>()
  readonly #byPlace = new Map<number, SourceRow>()

  constructor(text: string) {
    this.#lines = readSourceLines(text)
    this.#rows = groupRows(this.#lines)
    for (const row of this.#rows) for (const cell of row.cells) this.#byPlace.set(placeOf(cell), row)
  }

  /**
   * Writes the row anew in which a cell stands: what precedes the cell goes to a line of its own, if anything does.
   * False if the row cannot be taken apart.
   */
  replace(cell: Cell, rows: readonly (readonly string[])[]): boolean {
    const row = this.#rowOf(cell)
    if (row === undefined || this.#replaced.has(row) || !isPlain(row)) return false
    const at = row.cells.findIndex((other) => placeOf(other) === placeOf(cell))
    if (at > 1) return false
    const before = row.cells.slice(0, at).map(({ text }) => [text])
    this.#replaced.set(row, [...before, ...rows.map((cells) => ['', ...cells])])
    return true
  }

  /** The cells of the row in which a cell stands. */
  cellsOf(cell: Cell): readonly Cell[] {
    return this.#rowOf(cell)?.cells ?? []
  }

  /** The texts of the cells from this one to the end of its row. */
  cellsFrom(cell: Cell): string[] {
    const cells = this.cellsOf(cell)
    return cells.slice(cells.findIndex((other) => placeOf(other) === placeOf(cell))).map(({ text }) => text)
  }

  /** The first cell of the last row of the test or keyword whose name is given. */
  lastRowOf(name: Cell): Cell {
    let last = name
    for (const { cells, lines } of this.#rowsAfter(name)) {
      if (cells[0] === undefined) continue
      if (lines[0]?.indent === 0) break
      last = cells[0]
    }
    return last
  }

  /** Writes rows below the row of a cell. */
  follow(cell: Cell, rows: readonly (readonly string[])[]): void {
    const row = this.#rowOf(cell)
    if (row)
      this.#followed.set(row, [...(this.#followed.get(row) ?? []), ...rows.map((cells) => ['', ...cells])])
  }

  /** Writes another text into a cell; its row keeps its layout. */
  rename(cell: Cell, text: string): boolean {
    const row = this.#rowOf(cell)
    const line = row?.lines.find(({ cells }) => cells.some((other) => placeOf(other) === placeOf(cell)))
    const start = cell.column - 1
    if (line === undefined || !line.raw.startsWith(cell.text, start)) return false
    this.#renamed.set(line, [...(this.#renamed.get(line) ?? []), { start, length: cell.text.length, text }])
    return true
  }

  #rowsAfter(cell: Cell): readonly SourceRow[] {
    const row = this.#rowOf(cell)
    return row === undefined ? [] : this.#rows.slice(this.#rows.indexOf(row) + 1)
  }

  #rowOf(cell: Cell): SourceRow | undefined {
    return this.#byPlace.get(placeOf(cell))
  }

  /** The text with the edits. */
  apply(): string {
    const lines = this.#lines.map((line) => renamed(line.raw, this.#renamed.get(line) ?? []))
    const out: string[] = []
    let at = 0
    for (const row of this.#rows) {
      const rows = this.#replaced.get(row)
      const followed = this.#followed.get(row)
      if (rows === undefined && followed === undefined) continue
      for (; at < row.start; at++) out.push(lines[at] ?? '')
      if (rows !== undefined) out.push(...withComments(row, rows.map(lineOf)))
      else for (; at < row.end; at++) out.push(lines[at] ?? '')
      at = row.end
      out.push(...(followed ?? []).map(lineOf))
    }
    for (; at < lines.length; at++) out.push(lines[at] ?? '')
    return `${out.join('\n')}\n`
  }
}

/** Another text for a cell of a line. */
interface Renaming {
  readonly start: number
  readonly length: number
  readonly text: string
}

/** From the right, so that places stay true. */
function renamed(raw: string, renamings: readonly Renaming[]): string {
  const ordered = [...renamings].sort((a, b) => b.start - a.start)
  return ordered.reduce(
    (line, { start, length, text }) => line.slice(0, start) + text + line.slice(start + length),
    raw,
  )
}

/** A row that holds no empty cell, and none that only pipes hold together. */
function isPlain({ lines, cells }: SourceRow): boolean {
  return lines.every(({ plain }) => plain) && cells.every(({ text }) => text !== '')
}

function lineOf(cells: readonly string[]): string {
  return cells.join('    ')
}

/** Comments of the row's first line stay at its end; those of further lines go above. */
function withComments(row: SourceRow, lines: readonly string[]): string[] {
  const [first, ...others] = row.lines.map(({ comment }) => comment)
  const above = others.filter((comment) => comment !== undefined).map((comment) => `    ${comment}`)
  const [begin, ...rest] = lines
  if (begin === undefined) return first === undefined ? above : [...above, `    ${first}`]
  return [...above, first === undefined ? begin : `${begin}    ${first}`, ...rest]
}
