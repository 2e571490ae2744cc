/**
 * A cell's meaning, before variables have values: plain text (escapes resolved), exactly one variable (its value
 * keeps its type), or a mixture that becomes text. `unclosed` is the offset of a variable that lacks its `}` or `]`:
 * from there on the cell is plain text here, and an error in Robot Framework when it runs.
 */
export type CellValue =
  | { readonly kind: 'text'; readonly text: string; readonly unclosed?: number }
  | { readonly kind: 'variable'; readonly variable: VariableReference }
  | { readonly kind: 'mixed'; readonly parts: readonly CellPart[]; readonly unclosed?: number }

export type CellPart = string | VariableReference

/**
 * A reference to a variable: `${name}`, `@{list}`, `&{dict}`, `%{ENV=default}` or an inline expression `${{ … }}`.
 * `start` and `end` are offsets in the cell's text.
 */
export interface VariableReference {
  readonly sigil: '$' | '@' | '&' | '%'
  /** The name's parts: one string, or several where variables nest as in `${a${b}}`. Raw, not normalised. */
  readonly name: readonly CellPart[]
  /** Source of the expression of `${{ expression }}`; then `name` is empty. */
  readonly expression?: string
  /** What follows in brackets: `${list}[0][key]` has two items. */
  readonly items: readonly CellValue[]
  readonly start: number
  readonly end: number
}
