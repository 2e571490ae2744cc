import { type ArgumentType, boolean, oneOf, text } from '../../catalogue/argument-type.ts'
import { arg, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'

/** What the keywords read for themselves: numbers, texts, dates and times between them. */
const dateInput: ArgumentType = { name: 'date', convert: (value) => value }
const timeInput: ArgumentType = { name: 'time', convert: (value) => value }

/** A date that is given. */
export const date = <const Name extends string>(name: Name) =>
  arg(
    name,
    dateInput,
    'A timestamp such as `2026-02-24 15:08:31`, epoch seconds as a number, a date, or NOW.',
  )

/** A time that is given. */
export const time = <const Name extends string>(name: Name) =>
  arg(name, timeInput, 'Seconds, `1 min 30 s`, `01:30`, or a timedelta.')

/** The form of a date that is given. */
export const dateFormat = <const Name extends string>(name: Name) =>
  optional(name, optionalText, undefined, 'How the date is written, `%d.%m.%Y %H:%M`.')

/** The form of the date that a keyword gives. */
export const writtenDate = optional(
  'resultFormat',
  text,
  'timestamp',
  'timestamp, datetime, date, epoch, or directives such as `%d.%m.%Y`.',
)

/** The form of the time that a keyword gives. */
export const writtenTime = optional(
  'resultFormat',
  oneOf('number', 'verbose', 'compact', 'timer', 'timedelta'),
  'number',
  'number of seconds, verbose (`1 minute`), compact (`1min`), timer (`00:01:00.000`) or timedelta.',
)

/** Whether milliseconds are left out. */
export const excludeMillis = optional('excludeMillis', boolean, false, 'True rounds to whole seconds.')
