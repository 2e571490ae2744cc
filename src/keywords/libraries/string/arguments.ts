import { type ArgumentType, boolean, integer } from '../../catalogue/argument-type.ts'
import { arg, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { emptyText, none, textOrBytes, union } from '../../conversion/union-type.ts'

/** The text that a keyword works on. */
export const string = arg('string', textOrBytes, 'The text, or bytes.')
/** What a keyword looks for. */
export const pattern = arg('pattern', textOrBytes, 'The pattern.')
/** Flags of a regular expression. */
export const flags = optional('flags', optionalText, undefined, 'Flags such as IGNORECASE | MULTILINE.')
/** Text, bytes or nothing. */
export const optionalPart: ArgumentType<string | Uint8Array | undefined> = {
  name: textOrBytes.name,
  convert: (value) => (value === null || value === undefined ? undefined : textOrBytes.convert(value)),
}

const place = union<number | '' | undefined>(integer, emptyText, none)
/** Where a part begins. */
export const start = optional('start', place, 0, 'Where the part begins; 0 is the first, -1 the last.')
/** Where a part ends. */
export const end = optional(
  'end',
  place,
  undefined,
  'What follows the part; without it the part goes to the end.',
)
/** Old name of {@link ignoreCase}. */
export const caseInsensitive = optional(
  'caseInsensitive',
  union<boolean | undefined>(none, boolean),
  undefined,
  'Old name of ignore_case.',
)
/** Whether case counts. */
export const ignoreCase = optional('ignoreCase', boolean, false, 'True compares without case.')

/** What stands for an empty text, which old suites give where a value may be left out; the log says so. */
export function orInstead<T, I>(
  given: T | '',
  { name, instead }: { readonly name: string; readonly instead: I },
  context: KeywordContext,
): T | I {
  if (given !== '') return given
  const shown = instead === undefined ? 'None' : String(instead)
  const message = `Using an empty string as a value with argument '${name}' is deprecated. Use '${shown}' instead.`
  context.log(message, 'WARN')
  return instead
}
