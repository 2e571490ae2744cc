import type { Cell } from '../tree.ts'
import { isEmpty, type SourceLine } from './source-line.ts'

/** A row with its continuation rows and the comments between them; or a comment that stands alone. */
export interface SourceRow {
  readonly lines: readonly SourceLine[]
  /** All cells of the row; empty for a comment. */
  readonly cells: readonly Cell[]
  /** True when an empty line precedes. */
  readonly spaced: boolean
  /** Indexes of the first line and past the last one. */
  readonly start: number
  readonly end: number
}

/** Groups lines to rows. Empty lines between the parts of a row are left out. */
export function groupRows(lines: readonly SourceLine[]): SourceRow[] {
  const rows: SourceRow[] = []
  let open: OpenRow | undefined
  let waiting: OpenRow[] = []
  const close = () => {
    if (open) rows.push(open)
    rows.push(...waiting)
    open = undefined
    waiting = []
  }
  for (const [index, line] of lines.entries()) {
    if (isEmpty(line)) continue
    if (line.continues && open) {
      for (const comment of waiting) open.lines.push(...comment.lines)
      extend(open, line, index)
      waiting = []
      continue
    }
    const above = lines[index - 1]
    const row = newRow(line, index, above !== undefined && isEmpty(above))
    if (line.cells.length === 0 && !line.continues) waiting.push(row)
    else {
      close()
      open = row
    }
  }
  close()
  return rows
}

/** True for a comment that stands alone. */
export function isComment(row: SourceRow): boolean {
  return row.cells.length === 0
}

interface OpenRow extends SourceRow {
  readonly lines: SourceLine[]
  readonly cells: Cell[]
  end: number
}

function newRow(line: SourceLine, index: number, spaced: boolean): OpenRow {
  return { lines: [line], cells: [...line.cells], spaced, start: index, end: index + 1 }
}

function extend(row: OpenRow, line: SourceLine, index: number): void {
  row.lines.push(line)
  row.cells.push(...line.cells)
  row.end = index + 1
}
