import { EvaluationError } from '../../value/evaluation-error.ts'
import { microsecondsAt, roundHalfEven, timeAt } from './calendar.ts'

/** The local time at seconds since 1970 in UTC, as microseconds since the local beginning of 1970. Throws Python's errors. */
export function localAt(epoch: number): bigint {
  if (Number.isNaN(epoch)) throw new EvaluationError('ValueError', 'cannot convert float NaN to integer')
  const whole = Math.floor(epoch)
  const micros = roundHalfEven((epoch - whole) * 1e6)
  const seconds = micros === 1_000_000 ? whole + 1 : whole
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) throw new EvaluationError('ValueError', 'year is out of range')
  return microsecondsAt({
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
    microsecond: micros % 1_000_000,
  })
}

/** Seconds since 1970 in UTC at a local time; of an hour that comes twice the first one counts. */
export function epochAt(microseconds: bigint): number {
  const { year, month, day, hour, minute, second, microsecond } = timeAt(microseconds)
  const date = new Date(2000, 0, 1, hour, minute, second)
  date.setFullYear(year, month - 1, day)
  // Setting the date alone may have moved the time of day across a change of the clocks.
  date.setHours(hour, minute, second)
  return (date.getTime() * 1000 + microsecond) / 1e6
}

/** The local time now, or that of UTC. */
export function now(zone: 'local' | 'UTC'): bigint {
  const milliseconds = performance.timeOrigin + performance.now()
  return zone === 'UTC' ? BigInt(Math.round(milliseconds * 1000)) : localAt(milliseconds / 1000)
}
