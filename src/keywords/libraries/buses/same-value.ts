import { DeviceError } from '../../../runtime/errors.ts'

/** What devices have: numbers, text, bits. */
type DeviceValue = number | bigint | string | boolean

/** True if a value is what a suite expects: the same text whatever its case, or the same number. */
export function isSame(actual: DeviceValue, expected: string): boolean {
  const wanted = expected.trim()
  if (String(actual).toLowerCase() === wanted.toLowerCase()) return true
  return wanted !== '' && typeof actual !== 'string' && Number(wanted) === Number(actual)
}

/** The error for a value that is another one than a suite expects. */
export function differs(what: string, actual: string, expected: string): DeviceError {
  return new DeviceError('value-differs', `${what} should be ${expected}, but it is ${actual}.`)
}
