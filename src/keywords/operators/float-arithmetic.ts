import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { float } from '../value/float.ts'
import { power } from './exact-float.ts'
import { type Arithmetic, byZero } from './operand-error.ts'

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
      return float(floorQuotient(x, y))
    case '%':
      if (y === 0) throw byZero('float modulo')
      return float(floatModulo(x, y))
    case '**':
      return powerOfFloats(x, y)
    default:
      throw typeError(`unsupported operand type(s) for ${operator}: 'float' and 'float'`)
  }
}

function powerOfFloats(x: number, y: number): unknown {
  if (x === 0 && y < 0) throw byZero('0.0 cannot be raised to a negative power')
  if (x === 1 || y === 0) return float(1)
  const result = power(x, y)
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y))
    throw new EvaluationError('ValueError', 'the result is a complex number')
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y))
    throw new EvaluationError('OverflowError', "(34, 'Numerical result out of range')")
  return float(result)
}

function floatModulo(x: number, y: number): number {
  const rest = modulo(x, y)
  return rest === 0 ? (y < 0 ? -0 : 0) : rest
}

/** The quotient rounded down; the division by a rounded remainder may be off by a half. */
function floorQuotient(x: number, y: number): number {
  const rest = x % y
  const towardsZero = (x - rest) / y
  const quotient = rest !== 0 && rest < 0 !== y < 0 ? towardsZero - 1 : towardsZero
  if (quotient === 0) return Object.is(x / y, -0) || x / y < 0 ? -0 : 0
  const down = Math.floor(quotient)
  return quotient - down > 0.5 ? down + 1 : down
}

/** The remainder with the sign of the divisor. */
export function modulo(a: number, b: number): number {
  const rest = a % b
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest
}
