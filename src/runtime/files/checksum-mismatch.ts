import { SuiteError } from '../errors.ts'

/** The error of a file that has another checksum than the suite says. */
export function checksumMismatch(file: string, expected: string, got: string): SuiteError {
  const message = `${file} has another checksum: expected SHA-256 ${expected}, got ${got}.`
  return new SuiteError('checksum-mismatch', message, { hint: 'Is it the file that was meant, and whole?' })
}
