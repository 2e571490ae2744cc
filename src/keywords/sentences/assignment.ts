import type { Cell } from '../../grammar/tree.ts'

/** A row that assigns without `${}`: `output = Read serial until "x"`, `slow = slow + 1`. */
export interface PlainAssignment {
  /** The variables, as `${output}`. */
  readonly targets: readonly Cell[]
  /** What stands after `=`: a call's name or an expression. */
  readonly value: Cell
  readonly args: readonly Cell[]
}

const ASSIGNMENT = /^((?:[\p{L}_][\p{L}\p{N}_]*)(?:\s*,\s*[\p{L}_][\p{L}\p{N}_]*)*)\s*=(?!=)\s*/u

/** Reads a row whose first cell begins with names and `=`; undefined if it does not. */
export function readAssignment(first: Cell, args: readonly Cell[]): PlainAssignment | undefined {
  const match = ASSIGNMENT.exec(first.text)
  if (match === null) return undefined
  const targets = namesIn(match[1] ?? '', first)
  const rest = first.text.slice(match[0].length)
  if (rest !== '')
    return { targets, value: { ...first, text: rest, column: first.column + match[0].length }, args }
  const [value, ...others] = args
  return value === undefined ? undefined : { targets, value, args: others }
}

function namesIn(list: string, { line, column }: Cell): Cell[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => ({
    text: `\${${match[0]}}`,
    line,
    column: column + match.index,
  }))
}
