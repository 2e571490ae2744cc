import type { Cell } from '../tree.ts'

/** Cells of a row and the `...` rows that go on with it, each line by itself. */
export function cellsByLine(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const lines: Cell[][] = []
  for (const cell of cells) {
    const last = lines.at(-1)
    if (last?.[0]?.line === cell.line) last.push(cell)
    else lines.push([cell])
  }
  return lines
}
