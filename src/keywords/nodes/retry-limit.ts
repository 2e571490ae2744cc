import { SuiteError } from '../../runtime/errors.ts'
import { ArgumentProblem, show, time } from '../catalogue/argument-type.ts'
import { toText } from '../value/text.ts'

/** The milliseconds of an option of `RETRY` such as `for=2 min`. Throws a SuiteError if it is no duration. */
export function milliseconds(option: string, value: unknown): number {
  try {
    return time.convert(value)
  } catch (error) {
    if (!(error instanceof ArgumentProblem)) throw error
    throw new SuiteError('retry-limit', `The option ${option}= of RETRY is wrong: ${error.message}.`)
  }
}

/** The number of `times=3`. Throws a SuiteError if it is none. */
export function rounds(value: unknown): number {
  const number = Number(toText(value).replace(/\s*(?:times|x)$/i, '') || Number.NaN)
  if (Number.isInteger(number) && number > 0) return number
  const message = `The option times= of RETRY is wrong: expected a whole number above 0, got ${show(value)}.`
  throw new SuiteError('retry-limit', message)
}
