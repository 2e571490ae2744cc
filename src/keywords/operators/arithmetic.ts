import { typeError } from '../value/evaluation-error.ts'
import { float, integer } from '../value/float.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { ObjectValue } from '../value/object-value.ts'
import { Quantity } from '../value/quantity.ts'
import { typeName } from '../value/value.ts'
import { computeFloats } from './float-arithmetic.ts'
import { computeIntegers } from './integer-arithmetic.ts'
import { type Arithmetic, unsupported } from './operand-error.ts'
import { computeWithQuantity } from './quantity-arithmetic.ts'
import { combineSequences } from './sequence-arithmetic.ts'

/** Computes as Python does: integers exactly, `/` always a float, `//` and `%` towards minus infinity. */
export function compute(operator: Arithmetic, left: unknown, right: unknown): unknown {
  if (typeof left === 'boolean' && typeof right === 'boolean' && LOGICAL.has(operator))
    return compute(operator, Number(left), Number(right)) === 1
  const a = toInteger(left)
  const b = toInteger(right)
  if (a !== undefined && b !== undefined) return computeIntegers(operator, a, b)
  if (left instanceof ObjectValue || right instanceof ObjectValue) {
    if (typeof left !== 'string' || operator !== '%') return combineObjects(operator, left, right)
  }
  if (left instanceof Quantity || right instanceof Quantity) {
    if (typeof left !== 'string' || operator !== '%') return computeWithQuantity(operator, left, right)
  }
  const x = toFloat(left)
  const y = toFloat(right)
  if (x === undefined || y === undefined || BITWISE.has(operator))
    return combineSequences(operator, left, right)
  return computeFloats(operator, x, y)
}

function combineObjects(operator: Arithmetic, left: unknown, right: unknown): unknown {
  const own = left instanceof ObjectValue ? left.combine(operator, right, 'left') : undefined
  const result = own ?? (right instanceof ObjectValue ? right.combine(operator, left, 'right') : undefined)
  if (result === undefined) throw unsupported(operator, left, right)
  return result
}

const LOGICAL: ReadonlySet<string> = new Set(['&', '|', '^'])
const BITWISE: ReadonlySet<string> = new Set(['&', '|', '^', '<<', '>>'])

/** Python's unary `-`, `+` and `~`. */
export function negate(operator: '-' | '+' | '~', value: unknown): unknown {
  const whole = toInteger(value)
  if (operator === '~' && whole !== undefined) return integer(~BigInt(whole))
  if (whole !== undefined) return operator === '-' ? compute('-', 0, whole) : whole
  if (value instanceof Quantity && operator !== '~') return operator === '-' ? compute('*', value, -1) : value
  const number = operator === '~' ? undefined : toFloat(value)
  if (number === undefined) throw typeError(`bad operand type for unary ${operator}: '${typeName(value)}'`)
  return operator === '-' ? float(-number) : value
}
