import { EvaluationError, limitError } from '../value/evaluation-error.ts'
import { type Float, float, integer } from '../value/float.ts'
import { toFloat } from '../value/number.ts'
import { bits, quotient } from './exact-float.ts'
import { computeFloats, modulo } from './float-arithmetic.ts'
import { type Arithmetic, byZero } from './operand-error.ts'

/** The longest integer, in bits. */
const LONGEST_INTEGER = 100_000

/** Computes with exact integers. */
export function computeIntegers(operator: Arithmetic, a: number | bigint, b: number | bigint): unknown {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = computeSmall(operator, a, b)
    if (result !== undefined) return result
  }
  return computeLarge(operator, BigInt(a), BigInt(b))
}

/** Integers in plain numbers; undefined where that would not be exact. */
function computeSmall(operator: Arithmetic, a: number, b: number): number | Float | undefined {
  switch (operator) {
    case '+':
      return exact(a + b)
    case '-':
      return exact(a - b)
    case '*':
      return exact(a * b)
    case '/':
      if (b === 0) throw byZero('division by zero')
      return float(a / b)
    case '//':
      if (b === 0) throw byZero('integer division or modulo by zero')
      return exact((a - modulo(a, b)) / b)
    case '%':
      if (b === 0) throw byZero('integer modulo by zero')
      return exact(modulo(a, b))
    default:
      return undefined
  }
}

function exact(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined
}

function computeLarge(operator: Arithmetic, a: bigint, b: bigint): unknown {
  switch (operator) {
    case '+':
      return checked(a + b)
    case '-':
      return checked(a - b)
    case '*':
      return checked(limitProduct(a, b))
    case '/':
      if (b === 0n) throw byZero('division by zero')
      return divided(a, b)
    case '//':
    case '%': {
      if (b === 0n)
        throw byZero(operator === '%' ? 'integer modulo by zero' : 'integer division or modulo by zero')
      const rest = ((a % b) + b) % b
      return integer(operator === '%' ? rest : (a - rest) / b)
    }
    case '**':
      return power(a, b)
    default:
      return computeBits(operator, a, b)
  }
}

function divided(a: bigint, b: bigint): unknown {
  const result = quotient(a, b)
  if (Number.isFinite(result)) return float(result)
  throw new EvaluationError('OverflowError', 'integer division result too large for a float')
}

function computeBits(operator: Arithmetic, a: bigint, b: bigint): unknown {
  if (operator === '&') return integer(a & b)
  if (operator === '|') return integer(a | b)
  if (operator === '^') return integer(a ^ b)
  if (b < 0n) throw new EvaluationError('ValueError', 'negative shift count')
  if (operator === '>>') return integer(b > LONGEST_INTEGER ? (a < 0n ? -1n : 0n) : a >> b)
  if (b > LONGEST_INTEGER) throw tooLong()
  return checked(a << b)
}

function power(a: bigint, b: bigint): unknown {
  if (b < 0n) return computeFloats('**', toFloat(a) ?? 0, toFloat(b) ?? 0)
  if (a >= -1n && a <= 1n) return integer(a === -1n ? (b % 2n === 0n ? 1n : -1n) : b === 0n ? 1n : a)
  if (b * BigInt(bits(a)) > LONGEST_INTEGER) throw tooLong()
  return integer(a ** b)
}

function checked(value: bigint): number | bigint {
  if (bits(value) > LONGEST_INTEGER) throw tooLong()
  return integer(value)
}

function limitProduct(a: bigint, b: bigint): bigint {
  if (bits(a) + bits(b) > LONGEST_INTEGER + 64) throw tooLong()
  return a * b
}

function tooLong(): EvaluationError {
  return limitError(`the integer would have more than ${LONGEST_INTEGER} bits`)
}
