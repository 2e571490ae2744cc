import { valueError } from '../../conversion/numbers.ts'
import { float } from '../../value/float.ts'
import { modulo, roundHalfEven, SECOND } from './calendar.ts'
import { DateTimeValue } from './date-value.ts'
import { strftime } from './strftime.ts'

/** A date in a format: timestamp, datetime, date, epoch or directives; without milliseconds it is rounded. */
export function writeDate(given: DateTimeValue, format: string, withMilliseconds: boolean): unknown {
  const date = withMilliseconds ? given : rounded(given)
  if (format.includes('%')) return strftime(format, date.time)
  const name = format.toLowerCase()
  if (name === 'timestamp') return timestamp(date, withMilliseconds)
  if (name === 'datetime') return date
  if (name === 'date') return date.date()
  if (name === 'epoch') return float(date.epoch)
  throw valueError(`Unknown format '${name}'.`)
}

function rounded({ microseconds, time }: DateTimeValue): DateTimeValue {
  const fraction = modulo(microseconds, SECOND)
  const up = fraction >= SECOND / 2n ? SECOND : 0n
  return new DateTimeValue(microseconds - fraction + up, time.offset)
}

function timestamp(date: DateTimeValue, withMilliseconds: boolean): string {
  if (!withMilliseconds) return strftime('%Y-%m-%d %H:%M:%S', date.time)
  const milliseconds = roundHalfEven(date.time.microsecond / 1000)
  const { time } =
    milliseconds < 1000 ? date : new DateTimeValue(date.microseconds - BigInt(date.time.microsecond) + SECOND)
  return `${strftime('%Y-%m-%d %H:%M:%S', time)}.${String(milliseconds % 1000).padStart(3, '0')}`
}
