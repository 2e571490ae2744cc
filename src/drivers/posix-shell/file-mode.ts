import { SuiteError } from '../../runtime/errors.ts'

/** The rights of a file, as a suite writes them; a SuiteError for what is no octal number. */
export function modeOf(text: string): number {
  if (/^[0-7]{3,4}$/.test(text)) return Number.parseInt(text, 8)
  throw new SuiteError(
    'bad-mode',
    `"${text}" are no rights of a file: write three or four octal digits, as in 755.`,
  )
}
