import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { typeName } from '../value/value.ts'

export type Arithmetic = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '&' | '|' | '^' | '<<' | '>>'

/** Python's TypeError for operands that do not go together. */
export function unsupported(operator: Arithmetic, left: unknown, right: unknown): EvaluationError {
  const shown = operator === '**' ? '** or pow()' : operator
  return typeError(`unsupported operand type(s) for ${shown}: '${typeName(left)}' and '${typeName(right)}'`)
}

/** Python's ZeroDivisionError; its words depend on the operator and the types. */
export function byZero(message: string): EvaluationError {
  return new EvaluationError('ZeroDivisionError', message)
}
