import { EvaluationError } from '../../value/evaluation-error.ts'

/** A date and a time of day, without a time zone. Months and days count from 1. */
export interface CalendarTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  /** Seconds that its time zone is before UTC, if it has one. */
  readonly offset?: number | undefined
}

/** The days of the week from Monday, as Python's C locale has them. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** The months from January. */
export const MONTHS = [
  ...(['January', 'February', 'March', 'April', 'May', 'June', 'July'] as const),
  ...(['August', 'September', 'October', 'November', 'December'] as const),
] as const

/** The first three letters of a name. */
export function short(name: string): string {
  return name.slice(0, 3)
}

/** Microseconds of a second and of a day. */
export const SECOND = 1_000_000n
export const DAY = 86_400n * SECOND

/** Microseconds from the beginning of 1970 to that time, both in the same time zone. Throws Python's ValueError. */
export function microsecondsAt(time: CalendarTime): bigint {
  const { year, month, day, hour, minute, second, microsecond } = time
  if (year < 1 || year > 9999) throw valueError(`year ${year} is out of range`)
  if (month < 1 || month > 12) throw valueError('month must be in 1..12')
  if (day < 1 || day > daysIn(year, month)) throw valueError('day is out of range for month')
  const seconds = BigInt(daysUntil(year, month, day)) * 86_400n + BigInt(hour * 3600 + minute * 60 + second)
  return seconds * SECOND + BigInt(microsecond)
}

/** The time that is so many microseconds after the beginning of 1970. */
export function timeAt(microseconds: bigint): CalendarTime {
  const inSecond = modulo(microseconds, SECOND)
  const date = new Date(Number((microseconds - inSecond) / 1000n))
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: Number(inSecond),
  }
}

/** Days from the beginning of 1970 to a day. */
export function daysUntil(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf({ year, month, day }: CalendarTime): number {
  return Number(modulo(BigInt(daysUntil(year, month, day) + 3), 7n))
}

/** The day in its year, from 1. */
export function dayOfYear({ year, month, day }: CalendarTime): number {
  return daysUntil(year, month, day) - daysUntil(year, 1, 1) + 1
}

/** Python's `%`, never negative. */
export function modulo(value: bigint, divisor: bigint): bigint {
  const rest = value % divisor
  return rest < 0n ? rest + divisor : rest
}

/** A number rounded to a whole one, halves to the even one, as Python does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

function daysIn(year: number, month: number): number {
  return daysUntil(year, month + 1, 1) - daysUntil(year, month, 1)
}

function valueError(message: string): EvaluationError {
  return new EvaluationError('ValueError', message)
}
