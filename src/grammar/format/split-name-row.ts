import type { SourceRow } from './source-row.ts'

/** A name, the comments after it, and the step that stood beside it. */
export interface SplitNameRow {
  readonly name: SourceRow
  readonly comments: readonly SourceRow[]
  readonly rest: SourceRow
}

/**
 * Splits a row that has the name of a test and its first step; undefined where the step has no text to
 * stand for itself.
 */
export function splitNameRow(row: SourceRow): SplitNameRow | undefined {
  const [first, ...further] = row.lines
  const [name, ...cells] = first?.cells ?? []
  if (first === undefined || name === undefined || UNMOVABLE.has(row.cells[1]?.text ?? '')) return undefined
  const { comment, ...bare } = first
  const kept = comment === undefined ? {} : { comment }
  const isAlone = cells.length === 0
  const nameLine = { ...bare, cells: [name], ...(isAlone && kept) }
  const lines = isAlone ? further : [{ ...bare, cells, ...kept }, ...further]
  const at = lines.findIndex((line) => line.cells.length > 0)
  return {
    name: { ...row, lines: [nameLine], cells: [name] },
    comments: lines.slice(0, at).map((line) => ({ ...row, lines: [line], cells: [], spaced: false })),
    rest: { ...row, lines: lines.slice(at), cells: row.cells.slice(1), spaced: false },
  }
}

/** At the begin of a line, nothing would be indentation, and dots would go on with the row above. */
const UNMOVABLE: ReadonlySet<string> = new Set(['', '...'])
