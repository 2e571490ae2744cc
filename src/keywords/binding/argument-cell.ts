import { splitNamed as splitText } from '../../grammar/parse-cell.ts'
import type { Cell } from '../../grammar/tree.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { Source } from '../variables/source.ts'
import { constantSource } from '../variables/source.ts'

/** An argument as it was given: the text to look for names in, the value's source, and the cell if it has one. */
export interface ArgumentCell {
  /** As written; undefined for values that never were text, which come from TypeScript. */
  readonly text: string | undefined
  readonly source: Source
  readonly cell?: Cell
}

/** An argument cell of a suite. */
export function cellArgument(cell: Cell): ArgumentCell {
  return { text: cell.text, source: compileCell(cell.text), cell }
}

/** An argument that is a value already; text among them may be `name=value`. */
export function valueArgument(value: unknown): ArgumentCell {
  return { text: typeof value === 'string' ? value : undefined, source: constantSource(value) }
}

/** A named argument: its name, and the argument without it. */
export interface NamedArgument {
  readonly name: string
  readonly argument: ArgumentCell
}

/** Splits `name=value`; undefined if the text has no name that stands before a `=`, or one with a variable in it. */
export function splitNamed({ text, cell }: ArgumentCell): NamedArgument | undefined {
  const split = text === undefined ? undefined : splitText(text)
  if (text === undefined || split === undefined || /[$@&%]\{/.test(split.name)) return undefined
  const { name, value } = split
  if (cell === undefined)
    return { name: name.trim(), argument: { text: value, source: constantSource(value) } }
  const column = cell.column + name.length + 1
  return { name: name.trim(), argument: cellArgument({ ...cell, text: value, column }) }
}
