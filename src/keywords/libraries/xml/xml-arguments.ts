import { anything, boolean, text } from '../../catalogue/argument-type.ts'
import { arg, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { told } from '../../comparison/inequality.ts'
import { spokenType } from '../../value/spoken-type.ts'
import { toText } from '../../value/text.ts'

/** Where the elements are. */
export const source = arg('source', anything, 'A path to a file, XML as text or bytes, or an element.')

/** Which element it is about. */
export const xpath = optional(
  'xpath',
  text,
  '.',
  'The path to the element, such as `a/b[@id="1"]` or `.//c`.',
)

/** Text in place of the message. */
export const message = optional('message', optionalText, undefined, 'What to say when the check fails.')

/** Whether white space counts. */
export const normalizeWhitespace = optional(
  'normalizeWhitespace',
  boolean,
  false,
  'True makes runs of white space one space, and leaves out outer ones.',
)

/** Text with single spaces and none outside. */
export function withSingleSpaces(text: string): string {
  return text.trim().split(/\s+/).join(' ')
}

/** Fails unless two values are equal; the author's text takes the place of the values, or stands before them. */
export function mustBe(actual: unknown, expected: unknown, msg: string | undefined, values: boolean): void {
  if (equal(actual, expected)) return
  const [a, b] = [toText(actual), toText(expected)]
  const types = a === b ? [` (${spokenType(actual)})`, ` (${spokenType(expected)})`] : ['', '']
  throw new Error(told(`${a}${types[0]} != ${b}${types[1]}`, msg, values))
}

function equal(actual: unknown, expected: unknown): boolean {
  if (!Array.isArray(actual) || !Array.isArray(expected)) return (actual ?? null) === (expected ?? null)
  return actual.length === expected.length && actual.every((item, index) => item === expected[index])
}
