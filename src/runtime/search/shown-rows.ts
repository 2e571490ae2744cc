/**
 * Whether rows of a display show a text: its lines within rows below each other, the first in the given row if there is
 * one (1 is the first). Blanks at the end of a line do not count, nor does which of several codes a character has.
 */
export function rowsShow(rows: readonly string[], text: string, row?: number): boolean {
  const plain = (line: string) => line.normalize('NFKC').trimEnd()
  const wanted = text.split(/\r?\n/).map(plain)
  const shown = rows.map(plain)
  const standsAt = (first: number) =>
    wanted.every((line, index) => shown[first + index]?.includes(line) === true)
  return row === undefined ? shown.some((_, first) => standsAt(first)) : standsAt(row - 1)
}
