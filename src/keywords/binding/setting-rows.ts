import { cellsByLine } from '../../grammar/cells/cells-by-line.ts'
import { isAssignTarget, withoutMark } from '../../grammar/cells/find-variable.ts'
import type { CallStep, Cell, Setting } from '../../grammar/tree.ts'

/**
 * The rows of a `[Setup]` or `[Teardown]` that holds steps instead of one call: its own row is empty, and several rows
 * follow. Undefined for any other. Whether each row is a step is for others to say: in Robot Framework all of them
 * are one call.
 */
export function rowsOf({ cell, values }: Setting): readonly CallStep[] | undefined {
  const rows = cellsByLine(values)
  return rows.length < 2 || rows[0]?.[0]?.line === cell.line ? undefined : rows.map(callOf)
}

function callOf(cells: readonly Cell[]): CallStep {
  let count = 0
  while (count < cells.length - 1 && isAssignTarget(cells[count]?.text ?? '')) count++
  const assign = cells.slice(0, count).map((cell) => ({ ...cell, text: withoutMark(cell.text) }))
  const keyword = cells[count] ?? { text: '', line: cells[0]?.line ?? 1, column: cells[0]?.column ?? 1 }
  return { kind: 'call', assign, keyword, args: cells.slice(count + 1) }
}
