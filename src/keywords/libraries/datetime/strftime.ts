import {
  type CalendarTime,
  dayOfYear,
  daysUntil,
  MONTHS,
  microsecondsAt,
  short,
  WEEKDAYS,
  weekdayOf,
} from './calendar.ts'
import { epochAt } from './local-time.ts'

/** Writes a time in a format with Python's directives, `%Y-%m-%d`; what is no directive stays as it is. */
export function strftime(format: string, time: CalendarTime): string {
  return format.replace(/%(-?)([A-Za-z%])/g, (all, flag: string, letter: string) => {
    const write = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined
    if (write === undefined) return all
    const text = typeof write === 'string' ? strftime(write, time) : write(time)
    return flag === '-' ? text.replace(/^[0 ]+(?=\d)/, '') : text
  })
}

type Write = ((time: CalendarTime) => string) | string

/** What each letter stands for; texts are formats themselves. */
const DIRECTIVES: Readonly<Record<string, Write>> = {
  a: (time) => short(weekdayName(time)),
  A: weekdayName,
  b: (time) => short(monthName(time)),
  B: monthName,
  c: '%a %b %e %H:%M:%S %Y',
  C: (time) => padded(Math.floor(time.year / 100)),
  d: (time) => padded(time.day),
  D: '%m/%d/%y',
  e: (time) => String(time.day).padStart(2),
  f: (time) => padded(time.microsecond, 6),
  F: '%Y-%m-%d',
  G: (time) => padded(isoWeek(time).year, 4),
  g: (time) => padded(isoWeek(time).year % 100),
  h: '%b',
  H: (time) => padded(time.hour),
  I: (time) => padded(time.hour % 12 || 12),
  j: (time) => padded(dayOfYear(time), 3),
  k: (time) => String(time.hour).padStart(2),
  l: (time) => String(time.hour % 12 || 12).padStart(2),
  m: (time) => padded(time.month),
  M: (time) => padded(time.minute),
  n: () => '\n',
  p: (time) => (time.hour < 12 ? 'AM' : 'PM'),
  P: (time) => (time.hour < 12 ? 'am' : 'pm'),
  r: '%I:%M:%S %p',
  R: '%H:%M',
  s: (time) => String(Math.floor(epochAt(microsecondsAt(time)))),
  S: (time) => padded(time.second),
  t: () => '\t',
  T: '%H:%M:%S',
  u: (time) => String(weekdayOf(time) + 1),
  U: (time) => padded(Math.floor((dayOfYear(time) + 6 - ((weekdayOf(time) + 1) % 7)) / 7)),
  V: (time) => padded(isoWeek(time).week),
  w: (time) => String((weekdayOf(time) + 1) % 7),
  W: (time) => padded(Math.floor((dayOfYear(time) + 6 - weekdayOf(time)) / 7)),
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  y: (time) => padded(time.year % 100),
  Y: (time) => padded(time.year, 4),
  z: ({ offset }) => offsetText(offset, ''),
  Z: ({ offset }) => (offset === undefined ? '' : `UTC${offset === 0 ? '' : offsetText(offset, ':')}`),
  '%': () => '%',
}

/** `+0200` of seconds; nothing of a time that has no zone. */
export function offsetText(offset: number | undefined, separator: ':' | ''): string {
  if (offset === undefined) return ''
  const [size, sign] = [Math.abs(offset), offset < 0 ? '-' : '+']
  const seconds = size % 60 === 0 ? '' : separator + padded(size % 60)
  return `${sign}${padded(Math.floor(size / 3600))}${separator}${padded(Math.floor(size / 60) % 60)}${seconds}`
}

function padded(number: number, width = 2): string {
  return String(number).padStart(width, '0')
}

function weekdayName(time: CalendarTime): string {
  return WEEKDAYS[weekdayOf(time)] ?? ''
}

function monthName(time: CalendarTime): string {
  return MONTHS[time.month - 1] ?? ''
}

/** The week of ISO 8601: the one with most of its days in a year belongs to it. */
function isoWeek(time: CalendarTime): { readonly year: number; readonly week: number } {
  const thursday = daysUntil(time.year, time.month, time.day) - weekdayOf(time) + 3
  const year = new Date(thursday * 86_400_000).getUTCFullYear()
  return { year, week: Math.floor((thursday - daysUntil(year, 1, 1)) / 7) + 1 }
}
