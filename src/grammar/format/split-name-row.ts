import type { SourceRow } from './source-row.ts'

/**
 * Splits a row that has the name of a test and its first step into two rows; undefined where the step has no text to
 * stand for itself.
 */
export function splitNameRow(row: SourceRow): { name: SourceRow; rest: SourceRow } | undefined {
  const [first, ...further] = row.lines
  const [name, ...cells] = first?.cells ?? []
  if (first === undefined || name === undefined || row.cells[1]?.text === '') return undefined
  const { comment, ...bare } = first
  const kept = comment === undefined ? {} : { comment }
  const isAlone = cells.length === 0
  const nameLine = { ...bare, cells: [name], ...(isAlone && kept) }
  const lines = isAlone ? further : [{ ...bare, cells, ...kept }, ...further]
  const at = lines.findIndex((line) => line.cells.length > 0)
  const comments = lines.slice(0, at)
  return {
    name: { ...row, lines: [nameLine, ...comments], cells: [name] },
    rest: { ...row, lines: lines.slice(at), cells: row.cells.slice(1), spaced: false },
  }
}
