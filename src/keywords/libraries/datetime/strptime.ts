import { EvaluationError } from '../../value/evaluation-error.ts'
import { repr } from '../../value/text.ts'
import { daysUntil, MONTHS, microsecondsAt, SECOND, short, timeAt, WEEKDAYS } from './calendar.ts'

/** A time that was read. */
export interface ReadTime {
  /** From the beginning of 1970, in the same time zone. */
  readonly microseconds: bigint
  /** Seconds that the time zone is before UTC, if it was written. */
  readonly offset: number | undefined
}

/** Reads a time that is written in a format with Python's directives. Throws Python's ValueError. */
export function strptime(text: string, format: string): ReadTime {
  const match = expressionOf(format).exec(text)
  if (match === null) throw valueError(`time data ${repr(text)} does not match format ${repr(format)}`)
  const rest = text.slice(match[0].length)
  if (rest !== '') throw valueError(`unconverted data remains: ${rest}`)
  return { microseconds: timeOf(match.groups ?? {}), offset: offsetOf(match.groups?.z) }
}

const DAY_OF_MONTH = '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]'
const PARTS: Readonly<Record<string, string>> = {
  ...{ d: DAY_OF_MONTH, f: '\\d{1,6}', H: '2[0-3]|[0-1]\\d|\\d', I: '1[0-2]|0[1-9]|[1-9]| [1-9]' },
  j: '36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  ...{ m: '1[0-2]|0[1-9]|[1-9]', M: '[0-5]\\d|\\d', S: '6[0-1]|[0-5]\\d|\\d', w: '[0-6]', u: '[1-7]' },
  ...{ U: '5[0-3]|[0-4]\\d|\\d', W: '5[0-3]|[0-4]\\d|\\d', V: '5[0-3]|0[1-9]|[1-4]\\d|\\d' },
  ...{ y: '\\d\\d', Y: '\\d{4}', G: '\\d{4}', z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z' },
  ...{ a: WEEKDAYS.map(short).join('|'), A: WEEKDAYS.join('|'), p: 'AM|PM', Z: 'UTC|GMT' },
  ...{ b: MONTHS.map(short).join('|'), B: MONTHS.join('|') },
}
const WHOLES: Readonly<Record<string, string>> = { c: '%a %b %d %H:%M:%S %Y', x: '%m/%d/%y', X: '%H:%M:%S' }

function expressionOf(format: string): RegExp {
  const whole = format.replace(/%([cxX%])/g, (all, letter: string) => WHOLES[letter] ?? all)
  const source = whole.replace(/%(.?)|\s+|[\\.^$*+?(){}[\]|/]/gsu, (token, letter: string | undefined) => {
    if (letter === undefined) return /^\s/.test(token) ? '\\s+' : `\\${token}`
    if (letter === '') throw valueError(`stray % in format ${repr(format)}`)
    if (letter === '%') return '%'
    const part = Object.hasOwn(PARTS, letter) ? PARTS[letter] : undefined
    if (part === undefined) throw valueError(`'${letter}' is a bad directive in format ${repr(format)}`)
    return `(?<${letter}>${part})`
  })
  try {
    return new RegExp(`^(?:${source})`, 'i')
  } catch {
    throw valueError(`a directive stands twice in format ${repr(format)}`)
  }
}

type Found = Readonly<Record<string, string | undefined>>

function timeOf(found: Found): bigint {
  const second = number(found.S) ?? 0
  const clock = {
    ...{ hour: hourOf(found), minute: number(found.M) ?? 0, second: Math.min(second, 59) },
    microsecond: Number((found.f ?? '').padEnd(6, '0')),
  }
  if (second > 59) throw valueError('second must be in 0..59')
  return microsecondsAt({ ...dateOf(found), ...clock })
}

/** Seconds of `+02:00`, `-0530` or `Z`. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone.toUpperCase() === 'Z') return zone === undefined ? undefined : 0
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?/.exec(zone) ?? []
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return sign === '-' ? -size : size
}

function hourOf(found: Found): number {
  const hour = number(found.I)
  if (hour === undefined) return number(found.H) ?? 0
  return (hour % 12) + (found.p?.toUpperCase() === 'PM' ? 12 : 0)
}

function dateOf(found: Found): { readonly year: number; readonly month: number; readonly day: number } {
  const year = yearOf(found) ?? 1900
  const days = dayInYear(found, year)
  if (days !== undefined) return timeAt(BigInt(days) * 86_400n * SECOND)
  return { year, month: monthOf(found) ?? 1, day: number(found.d) ?? 1 }
}

function yearOf({ Y, y }: Found): number | undefined {
  const two = number(y)
  return number(Y) ?? (two === undefined ? undefined : two + (two <= 68 ? 2000 : 1900))
}

function monthOf({ m, b, B }: Found): number | undefined {
  const name = (b ?? B)?.toLowerCase()
  const at = MONTHS.findIndex((month) => month.toLowerCase() === name || short(month).toLowerCase() === name)
  return number(m) ?? (at === -1 ? undefined : at + 1)
}

/** Days since 1970 of a day that is told by its number, or by week and weekday; undefined if it is not. */
function dayInYear(found: Found, year: number): number | undefined {
  const [first, inYear, weekday] = [daysUntil(year, 1, 1), number(found.j), weekdayIn(found)]
  if (inYear !== undefined) return first + inYear - 1
  if (weekday === undefined) return undefined
  const [iso, isoYear] = [number(found.V), number(found.G)]
  if (iso !== undefined && isoYear !== undefined) {
    const fourth = daysUntil(isoYear, 1, 4)
    return fourth - mondayBased(fourth) + (iso - 1) * 7 + weekday
  }
  const week = number(found.W) ?? number(found.U)
  if (week === undefined) return undefined
  const shift = found.W === undefined ? 1 : 0
  const firstDay = (mondayBased(first) + shift) % 7
  return first - firstDay + week * 7 - (firstDay === 0 ? 7 : 0) + ((weekday + shift) % 7)
}

function mondayBased(days: number): number {
  return (((days + 3) % 7) + 7) % 7
}

function weekdayIn({ a, A, w, u }: Found): number | undefined {
  const name = (a ?? A)?.toLowerCase()
  const at = WEEKDAYS.findIndex((day) => day.toLowerCase() === name || short(day).toLowerCase() === name)
  if (at !== -1) return at
  if (u !== undefined) return Number(u) - 1
  return w === undefined ? undefined : (Number(w) + 6) % 7
}

function number(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}

function valueError(message: string): EvaluationError {
  return new EvaluationError('ValueError', message)
}
