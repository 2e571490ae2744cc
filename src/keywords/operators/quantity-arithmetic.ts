import { EvaluationError } from '../value/evaluation-error.ts'
import { float } from '../value/float.ts'
import { parseQuantity, Quantity, withAmount } from '../value/quantity.ts'
import { type Arithmetic, unsupported } from './operand-error.ts'

/** Computes with numbers that have units: sums of one kind, multiples, and ratios, which are plain numbers. */
export function computeWithQuantity(operator: Arithmetic, left: unknown, right: unknown): unknown {
  const a = amountOf(left)
  const b = amountOf(right)
  if (a instanceof Quantity && b instanceof Quantity) return ofTwo(operator, a, b)
  if (a instanceof Quantity && typeof b === 'number') return scaled(operator, a, b)
  if (typeof a === 'number' && b instanceof Quantity && operator === '*') return withAmount(b, a * b.amount)
  if (typeof a === 'number' && b instanceof Quantity && (operator === '+' || operator === '-'))
    return ofTwo(operator, withAmount(b, a), b)
  throw unsupported(operator, left, right)
}

function ofTwo(operator: Arithmetic, a: Quantity, b: Quantity): unknown {
  if (a.kind !== b.kind) throw unsupported(operator, a, b)
  if (operator === '+') return withAmount(a, a.amount + b.amount)
  if (operator === '-') return withAmount(a, a.amount - b.amount)
  if (operator !== '/') throw unsupported(operator, a, b)
  return float(a.amount / divisor(b.amount))
}

function scaled(operator: Arithmetic, a: Quantity, b: number): Quantity {
  if (operator === '*') return withAmount(a, a.amount * b)
  if (operator === '/') return withAmount(a, a.amount / divisor(b))
  if (operator === '+') return withAmount(a, a.amount + b)
  if (operator === '-') return withAmount(a, a.amount - b)
  throw unsupported(operator, a, b)
}

function amountOf(value: unknown): Quantity | number | undefined {
  if (value instanceof Quantity) return value
  if (typeof value === 'string') return parseQuantity(value)
  const number = typeof value === 'object' ? Number(value) : value
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined
}

function divisor(value: number): number {
  if (value === 0) throw new EvaluationError('ZeroDivisionError', 'division by zero')
  return value
}
