import { splitNamed as splitText } from '../../grammar/parse-cell.ts'
import type { Cell } from '../../grammar/tree.ts'
import type { LateValue } from '../catalogue/late-value.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { constantSource } from '../variables/source.ts'

/** An argument as it was given: the text to look for names in, the value's source, and the cell if it has one. */
export interface ArgumentCell {
  /** As written; undefined for values that never were text, which come from TypeScript. */
  readonly text: string | undefined
  readonly source: Source
  readonly cell?: Cell
  /** The argument that it is for, where a sentence says so. */
  readonly name?: string
}

/** An argument cell of a suite. */
export function cellArgument(cell: Cell): ArgumentCell {
  return { text: cell.text, source: compileCell(cell.text), cell }
}

/** An argument that is a value already; text among them may be `name=value`. */
export function valueArgument(value: unknown): ArgumentCell {
  return { text: typeof value === 'string' ? value : undefined, source: constantSource(value) }
}

/** An argument that is a value and nothing else: text in it names no argument. */
export function plainArgument(value: unknown): ArgumentCell {
  return { text: undefined, source: constantSource(value) }
}

/** What an argument stands for when it runs; `@{list}` stands for any number of arguments. */
export function expandArgument(argument: ArgumentCell, scopes: Scopes): readonly ArgumentCell[] {
  const { source } = argument
  if (source.expands !== 'list') return [argument]
  return (source.get(scopes) as readonly unknown[]).map(plainArgument)
}

/** An argument as keywords see it that take it as written. */
export function lateValue({ text, source }: ArgumentCell, scopes: Scopes): LateValue {
  return { text, expands: source.expands, get: () => source.get(scopes) }
}

/** A named argument: its name, and the argument without it. */
export interface NamedArgument {
  readonly name: string
  readonly argument: ArgumentCell
  /** The argument with its name. */
  readonly whole: ArgumentCell
  /** True for `&{dict}`, which names any number of arguments. */
  readonly spreads?: boolean
}

/** Splits `name=value`; undefined if the text has no name that stands before a `=`, or one with a variable in it. */
export function splitNamed(whole: ArgumentCell): NamedArgument | undefined {
  const { text, cell, name: given } = whole
  if (given !== undefined) return { name: given, whole, argument: whole }
  const split = text === undefined ? undefined : splitText(text)
  if (text === undefined || split === undefined || /[$@&%]\{/.test(split.name)) return undefined
  const { name, value } = split
  // A space beside the name belongs to a text such as `x == 1`.
  if (name !== name.trim()) return undefined
  if (cell === undefined) return { name, whole, argument: { text: value, source: constantSource(value) } }
  const column = cell.column + name.length + 1
  return { name, whole, argument: cellArgument({ ...cell, text: value, column }) }
}
