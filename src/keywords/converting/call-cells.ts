/** Where a call stands, as far as it matters to what it may become. */
export interface CallPlace {
  readonly inLoop: boolean
  readonly inKeyword: boolean
  /** In a FINALLY branch nothing may leave it. */
  readonly inFinally: boolean
  /** What an import of this path says after the conversion; undefined if it stays. */
  readonly renamed: (path: string) => string | undefined
  /** True for a name that a user keyword has. */
  readonly isOwn: (name: string) => boolean
}

/** A call in cells: the variables it assigns, the keyword, its arguments. */
export interface CallCells {
  readonly assign: readonly string[]
  readonly keyword: string
  readonly args: readonly string[]
}

/** True for a cell that becomes several. */
export function isExpanded(cell: string): boolean {
  return /^[@&]\{/.test(cell)
}

/** True for a cell that would begin a branch in an IF of one row. */
export function isBranchWord(cell: string): boolean {
  return cell === 'IF' || cell === 'ELSE' || cell === 'ELSE IF'
}
