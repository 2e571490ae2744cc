import { HilError, SuiteError } from '../../runtime/errors.ts'
import { plainMessage } from '../interpreter/failure.ts'

/** The failure of a condition that has no value, in Robot's words. */
export function invalidCondition(where: string, error: unknown): SuiteError {
  const hint = error instanceof HilError ? error.hint : undefined
  const message = `Invalid ${where} condition: ${plainMessage(error)}`
  return new SuiteError('condition', message, { cause: error, ...(hint !== undefined && { hint }) })
}
