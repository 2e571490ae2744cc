import { typeError } from '../value/evaluation-error.ts'
import { repr, toText } from '../value/text.ts'
import { convertTo, fitsType, typeProblem } from './named-type.ts'
import { valueError } from './numbers.ts'

/** A value as one of a type that is named as in Robot (`int`, `list[str]`, `int | None`). Throws Python's errors. */
export function convertToType(value: unknown, type: unknown, argument: string): unknown {
  return convertTo(checkedType(type), value, { kind: 'Argument', name: argument })
}

/** Throws a ValueError unless the value is of the type already. */
export function mustBeOfType(value: unknown, type: unknown): void {
  if (fitsType(checkedType(type), value)) return
  throw valueError(`Argument 'first' got value ${repr(value)} that does not match type ${repr(type)}.`)
}

/** The type as it is written; Python's own name of None counts too. */
function checkedType(type: unknown): string {
  const text = toText(type)
  const written = text === 'NoneType' ? 'None' : text
  const problem = typeProblem(written)
  if (problem !== undefined) throw typeError(problem)
  return written
}
