import { type ArgumentType, boolean, oneOf, text } from '../catalogue/argument-type.ts'
import { type Argument, optional } from '../catalogue/keyword.ts'
import { type Formatter, formatters } from './formatter.ts'
import type { Tolerance } from './normalize.ts'

/** Text, or None where the author says nothing. */
export const optionalText: ArgumentType<string | undefined> = {
  name: 'text',
  convert: (value) => (value === null || value === undefined ? undefined : text.convert(value)),
}

/** A boolean; the words `no values` mean false, as in old suites. */
const withValues: ArgumentType<boolean> = {
  name: 'boolean',
  convert: (value) => !(typeof value === 'string' && /^no values$/i.test(value)) && boolean.convert(value),
}

const spaces: ArgumentType<Tolerance['stripSpaces']> = {
  name: 'boolean | leading | trailing',
  convert: (value) => {
    const word = typeof value === 'string' ? value.toUpperCase() : ''
    return word === 'LEADING' || word === 'TRAILING' ? word : boolean.convert(value)
  },
}

/** Text that takes the place of the message, or stands before it. */
export const msg = optional('msg', optionalText, undefined, 'What to say when the check fails.')

/** Whether the values stand in the message beside the author's text. */
export const values = optional('values', withValues, true, 'False leaves only `msg` in the message.')

/** What does not count in a comparison. */
export const ignoreCase = optional('ignoreCase', boolean, false, 'True compares without case.')
export const stripSpaces = optional(
  'stripSpaces',
  spaces,
  false,
  'True, LEADING or TRAILING drops outer spaces.',
)
export const collapseSpaces = optional(
  'collapseSpaces',
  boolean,
  false,
  'True makes runs of spaces one space.',
)

const formatterNames = oneOf('str', 'repr', 'ascii', 'type', 'len')

/** How values are written. */
export const formatter = optional(
  'formatter',
  { ...formatterNames, convert: (value): Formatter => formatters[formatterNames.convert(value)] },
  formatters.str as Formatter,
  'How values are written: str, repr, ascii, type or len.',
)

/** The same argument where it can be given by name only. */
export function byName<A extends Argument>(argument: A): A {
  return { ...argument, namedOnly: true }
}
