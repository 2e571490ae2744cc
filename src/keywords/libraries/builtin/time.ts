import { parseDuration } from '../../../runtime/units.ts'
import { anything, text, time } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { optionalText } from '../../comparison/check-arguments.ts'
import { valueError } from '../../conversion/numbers.ts'
import { spokenDuration } from '../../interpreter/spoken-duration.ts'
import { numberOf } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'

/** The keywords about time. */
export const timeKeywords = [
  defineKeyword({
    name: 'Sleep',
    doc: 'Waits.',
    arguments: [
      arg('time', time, 'How long, `500 ms`; a bare number is seconds.'),
      optional('reason', optionalText, undefined, 'Why, for the log.'),
    ],
    run: async (given, context) => {
      const milliseconds = Math.max(0, given.time)
      await context.sleep(milliseconds)
      context.log(`Slept ${spokenDuration(milliseconds)}.`)
      if (given.reason) context.log(given.reason)
    },
  }),
  defineKeyword({
    name: 'Get Time',
    doc: 'Gives a time as `2026-02-24 15:08:31`, as `epoch` seconds, or its `year`, `month`, `day`, `hour`, `min`, `sec`.',
    arguments: [
      optional('format', text, 'timestamp', 'timestamp, epoch, or names of parts.'),
      optional('time', anything, 'NOW', 'Epoch seconds, a timestamp, NOW or UTC, also `NOW + 1 h`.'),
    ],
    run: (given) => formatTime(given.format.toLowerCase(), readTime(given.time)),
  }),
]

const PARTS: readonly (readonly [name: string, from: number, to: number])[] = [
  ...([
    ['year', 0, 4],
    ['month', 5, 7],
    ['day', 8, 10],
  ] as const),
  ...([
    ['hour', 11, 13],
    ['min', 14, 16],
    ['sec', 17, 19],
  ] as const),
]

/** A time in one of the ways that `Get Time` offers. */
export function formatTime(format: string, seconds: number): unknown {
  if (format.includes('epoch')) return seconds
  const stamp = timestamp(new Date(seconds * 1000))
  const parts = PARTS.filter(([name]) => format.includes(name)).map(([, from, to]) => stamp.slice(from, to))
  if (parts.length === 0) return stamp
  return parts.length === 1 ? parts[0] : parts
}

/** A local time as `2026-02-24 15:08:31`. */
function timestamp(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** Whole seconds since 1970 of a time as `Get Time` takes it. */
export function readTime(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : numberOf(value)
  if (number !== undefined && !Number.isNaN(Number(number))) return epoch(Number(number), value)
  const written = toText(value)
  const found = readTimestamp(written) ?? readRelative(written)
  if (found === undefined) throw valueError(`Invalid time format '${written}'.`)
  return Math.trunc(found)
}

function epoch(seconds: number, written: unknown): number {
  if (seconds >= 0) return Math.trunc(seconds)
  throw valueError(`Epoch time must be positive, got '${toText(written)}'.`)
}

/** `2026-02-24 15:08:31`, with any separators or none; what is left out is zero. */
function readTimestamp(written: string): number | undefined {
  const digits = written.trim().replace(/[-_ T:.]/g, '')
  if (!/^\d{8,20}$/.test(digits)) return undefined
  const all = digits.padEnd(20, '0')
  const part = (from: number, to: number) => Number(all.slice(from, to))
  const date = new Date(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14))
  const isReal = date.getMonth() === part(4, 6) - 1 && date.getDate() === part(6, 8) && part(8, 10) < 24
  return isReal && part(10, 12) < 60 && part(12, 14) < 60 ? date.getTime() / 1000 : undefined
}

/** `NOW`, `UTC`, `NOW + 1 day`. Times across a change of daylight saving keep their hour, as in Robot. */
function readRelative(written: string): number | undefined {
  const match = /^(now|utc)(?:([+-])(.+))?$/.exec(written.replace(/ /g, '').toLowerCase())
  if (match === null) return undefined
  const now = new Date()
  const base = now.getTime() + (match[1] === 'utc' ? now.getTimezoneOffset() * 60_000 : 0)
  const extra = match[3] === undefined ? 0 : parseDuration(match[3])
  if (extra === undefined) throw valueError(`Invalid time string '${match[3]}'.`)
  const moved = base + (match[2] === '-' ? -extra : extra)
  const shift = new Date(moved).getTimezoneOffset() - new Date(base).getTimezoneOffset()
  return (moved + shift * 60_000) / 1000
}
