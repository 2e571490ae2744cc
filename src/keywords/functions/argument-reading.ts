import { typeError } from '../value/evaluation-error.ts'
import { readLiteral } from '../value/literal-text.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { typeName } from '../value/value.ts'

/** An argument that must be text. */
export function textArgument(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  throw typeError(`${name}: expected text (str), got ${typeName(value)}`)
}

/** An argument that must be a whole number; text of digits counts, since variables often hold it. */
export function integerArgument(value: unknown, otherwise?: number): number {
  if (value === undefined && otherwise !== undefined) return otherwise
  const whole = toInteger(readLiteral(value))
  if (whole === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`)
  return Number(whole)
}

/** An argument that must be a number, as a JavaScript number. */
export function numberArgument(value: unknown): number {
  const number = toFloat(value)
  if (number === undefined) throw typeError(`must be real number, not ${typeName(value)}`)
  return number
}
