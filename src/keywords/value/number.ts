import { EvaluationError } from './evaluation-error.ts'
import { Float } from './float.ts'

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
