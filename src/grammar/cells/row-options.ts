import type { Cell } from '../tree.ts'

/** Cells split into the `name=value` options at a row's end and what stands before them. */
export interface SplitOptions<Name extends string> {
  readonly values: readonly Cell[]
  /** The value of each option that is given. */
  readonly options: { readonly [name in Name]?: Cell }
}

/** Takes the options off the end of a row. An option given twice counts once: the one before is a value again. */
export function splitOptions<Name extends string>(
  cells: readonly Cell[],
  names: readonly Name[],
): SplitOptions<Name> {
  const options: { [name in Name]?: Cell } = {}
  let end = cells.length
  for (; end > 0; end--) {
    const cell = cells[end - 1]
    const equals = cell?.text.indexOf('=') ?? -1
    if (cell === undefined || equals < 0) break
    const name = names.find((known) => known === cell.text.slice(0, equals))
    if (name === undefined || options[name] !== undefined) break
    options[name] = cellFrom(cell, equals + 1)
  }
  return { values: cells.slice(0, end), options }
}

/** The part of a cell that begins at `start`. */
function cellFrom(cell: Cell, start: number): Cell {
  return { text: cell.text.slice(start), line: cell.line, column: cell.column + start }
}
