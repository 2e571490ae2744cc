/**
 * What `hil.peggy` makes of a file: which rows form which section, test and block. A number is the number of a row.
 */
export type FileShape = readonly SectionShape[]

export type SectionShape =
  | { readonly kind: 'settings' | 'variables'; readonly header: number; readonly rows: readonly number[] }
  | { readonly kind: 'tests' | 'keywords'; readonly header: number; readonly blocks: readonly NamedShape[] }
  | { readonly kind: 'other'; readonly header: number }

/** A test or keyword. */
export interface NamedShape {
  readonly name: number
  readonly body: readonly StepShape[]
}

export type StepShape = number | LoopShape | BranchedShape

export interface LoopShape {
  readonly kind: 'for' | 'while' | 'group' | 'retry' | 'parallel'
  readonly head: number
  readonly body: readonly StepShape[]
  /** The row of its END; null where that is missing. */
  readonly end: number | null
}

export interface BranchedShape {
  readonly kind: 'if' | 'try'
  readonly branches: readonly BranchShape[]
  readonly end: number | null
}

export interface BranchShape {
  readonly head: number
  readonly body: readonly StepShape[]
}
