import { valueError } from '../../conversion/numbers.ts'
import { numberOf } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'
import { DateTimeValue, DateValue } from './date-value.ts'
import { localAt, now } from './local-time.ts'
import { strptime } from './strptime.ts'

/** A date from what suites write: a timestamp, epoch seconds as a number, a date, NOW. Throws Python's ValueError. */
export function readDate(given: unknown, format?: string): DateTimeValue {
  if (given instanceof DateTimeValue) return given
  if (given instanceof DateValue) return new DateTimeValue(given.microseconds)
  const epoch = typeof given === 'string' ? undefined : numberOf(given)
  if (epoch !== undefined) return new DateTimeValue(localAt(Number(epoch)))
  const text = toText(given)
  if (/^(?:today|now)$/i.test(text)) return new DateTimeValue(now('local'))
  const read = format ? strptime(text, format) : strptime(normalized(text), '%Y-%m-%d %H:%M:%S.%f')
  return new DateTimeValue(read.microseconds, read.offset)
}

/** The digits of a timestamp, in groups; what is left out is zero. */
function normalized(text: string): string {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 8 || digits.length > 20) throw valueError(`Invalid timestamp '${text}'.`)
  const all = digits.padEnd(20, '0')
  const [, date, time] = /^(.{8})(.*)$/.exec(all) ?? []
  const day = date?.replace(/^(.{4})(..)(..)$/, '$1-$2-$3')
  return `${day} ${time?.replace(/^(..)(..)(..)(.*)$/, '$1:$2:$3.$4')}`
}
