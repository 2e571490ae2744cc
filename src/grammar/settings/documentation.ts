import type { Cell } from '../tree.ts'

/**
 * Joins the values of a `Documentation` or `Metadata` setting to one text, as Robot Framework does: rows become lines,
 * indentation within them stays, and a backslash at a row's end joins it to the next.
 */
export function joinDocumentation(values: readonly Cell[]): string {
  let text = ''
  let base = 0
  for (const row of splitRows(values)) {
    text += joinRow(row, base)
    const first = row[0]
    if (first && (base === 0 || (first.column < base && first.text !== ''))) base = first.column
  }
  return text.trimEnd()
}

function splitRows(values: readonly Cell[]): Cell[][] {
  const rows: Cell[][] = []
  for (const cell of values) {
    const last = rows.at(-1)
    if (last?.[0]?.line === cell.line) last.push(cell)
    else rows.push([cell])
  }
  return rows
}

/** `base` is the column that counts as no indentation, or 0 for the first row. */
function joinRow(row: readonly Cell[], base: number): string {
  let text = ''
  let column = base
  for (const [index, cell] of row.entries()) {
    if (column > 1 && cell.column > column) text += ' '.repeat(cell.column - column)
    else if (index > 0) text += ' '
    text += endsOpen(cell.text, /(\\+)$/) ? cell.text.slice(0, -1) : cell.text
    column = cell.column + cell.text.length
  }
  return endsOpen(row.at(-1)?.text ?? '', /(\\+)n?$/) ? text : `${text}\n`
}

/** True when the text ends in an odd number of backslashes. */
function endsOpen(text: string, pattern: RegExp): boolean {
  return (pattern.exec(text)?.[1]?.length ?? 0) % 2 === 1
}
