import { EvaluationError, limitError, typeError } from '../value/evaluation-error.ts'
import { Float, float, integer } from '../value/float.ts'
import type { Arithmetic } from './operand-error.ts'

/** The longest integer, in bits. */
const LONGEST_INTEGER = 100_000

/** The exact integer behind an int or a bool. */
export function toInteger(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'bigint' ? value : undefined
}

/** The number behind a float, an int or a bool, as a JavaScript number. Throws where an int is too large for it. */
export function toFloat(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Float || typeof value === 'boolean') return Number(value)
  if (typeof value !== 'bigint') return undefined
  const number = Number(value)
  if (Number.isFinite(number)) return number
  throw new EvaluationError('OverflowError', 'int too large to convert to float')
}

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
      return divide(a, b)
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

function divide(a: bigint, b: bigint): unknown {
  if (b === 0n) throw byZero('division by zero')
  const result = Number(a) / Number(b)
  if (Number.isFinite(result)) return float(result)
  throw new EvaluationError('OverflowError', 'integer division result too large for a float')
}

/** Computes with floats; the operators on bits have no meaning for them. */
export function computeFloats(operator: Arithmetic, x: number, y: number): unknown {
  switch (operator) {
    case '+':
      return float(x + y)
    case '-':
      return float(x - y)
    case '*':
      return float(x * y)
    case '/':
      if (y === 0) throw byZero('float division by zero')
      return float(x / y)
    case '//':
      if (y === 0) throw byZero('float floor division by zero')
      return float(Math.round((x - modulo(x, y)) / y))
    case '%':
      if (y === 0) throw byZero('float modulo')
      return float(modulo(x, y))
    case '**':
      return powerOfFloats(x, y)
    default:
      throw typeError(`unsupported operand type(s) for ${operator}: 'float' and 'float'`)
  }
}

function powerOfFloats(x: number, y: number): unknown {
  if (x === 0 && y < 0) throw byZero('0.0 cannot be raised to a negative power')
  if (x === 1 || y === 0) return float(1)
  const result = x ** y
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y))
    throw new EvaluationError('ValueError', 'the result is a complex number')
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y))
    throw new EvaluationError('OverflowError', "(34, 'Numerical result out of range')")
  return float(result)
}

/** The remainder with the sign of the divisor. */
function modulo(a: number, b: number): number {
  const rest = a % b
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest
}

function checked(value: bigint): number | bigint {
  if (bits(value) > LONGEST_INTEGER) throw tooLong()
  return integer(value)
}

function limitProduct(a: bigint, b: bigint): bigint {
  if (bits(a) + bits(b) > LONGEST_INTEGER + 64) throw tooLong()
  return a * b
}

/** About how many bits an integer has, within 4. */
function bits(value: bigint): number {
  return value.toString(16).length * 4
}

function tooLong(): EvaluationError {
  return limitError(`the integer would have more than ${LONGEST_INTEGER} bits`)
}

function byZero(message: string): EvaluationError {
  return new EvaluationError('ZeroDivisionError', message)
}
