import { SuiteError } from '../../runtime/errors.ts'
import { plainMessage } from '../interpreter/failure.ts'

/** A mistake in the words of what it makes fail: `Setting variable '${x}' failed: …`. Other errors stay what they are. */
export function failedWhile(error: unknown, what: string): unknown {
  if (!(error instanceof SuiteError)) return error
  const { code, hint } = error
  const message = `${what} failed: ${plainMessage(error)}`
  return new SuiteError(code, message, { cause: error, ...(hint !== undefined && { hint }) })
}
