import { DateTimeValue, DateValue } from '../libraries/datetime/date-value.ts'
import { readDate } from '../libraries/datetime/read-date.ts'
import { secondsOf } from '../libraries/datetime/read-time.ts'
import { Timedelta } from '../libraries/datetime/timedelta.ts'
import { numberOf } from '../value/equality.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { type Converter, Unfit } from './converter.ts'

/** Converters of dates and of times between them, by Robot's names. */
export const DATES: Readonly<Record<string, Converter>> = {
  datetime: {
    name: 'datetime',
    fits: (value) => value instanceof DateTimeValue,
    convert: (value) => reading(value, () => readDate(value)),
  },
  date: { name: 'date', fits: (value) => value instanceof DateValue, convert: dayOf },
  timedelta: {
    name: 'timedelta',
    fits: (value) => value instanceof Timedelta,
    convert: (value) => reading(value, () => Timedelta.ofSeconds(secondsOf(value))),
  },
}

function dayOf(value: unknown): DateValue {
  const read = value instanceof DateTimeValue ? value : reading(value, () => readDate(value))
  const { hour, minute, second, microsecond } = read.time
  const isNow = typeof value === 'string' && /^(?:today|now)$/i.test(value)
  if (!isNow && (hour || minute || second || microsecond)) throw new Unfit('Value is datetime, not date.')
  return read.date()
}

/** Text and numbers can be read. */
function reading<T>(value: unknown, read: () => T): T {
  if (typeof value !== 'string' && numberOf(value) === undefined) throw new Unfit()
  try {
    return read()
  } catch (error) {
    throw error instanceof EvaluationError ? new Unfit(error.message) : error
  }
}
