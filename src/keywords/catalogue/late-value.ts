/**
 * What an argument stands for when its cell is passed on as written: `value` for any cell, `name` for one that names a
 * variable which need not exist yet, `condition` for an expression.
 */
export type LateKind = 'value' | 'name' | 'condition'

/** An argument as it is written, whose value is looked up when the keyword asks for it. */
export interface LateValue {
  /** The cell; undefined for a value that never was one. */
  readonly text: string | undefined
  /** Set for `@{list}` and `&{dict}`, which stand for any number of values. */
  readonly expands?: 'list' | 'dict' | undefined
  /** Its value with the variables replaced. */
  get(): unknown
}
