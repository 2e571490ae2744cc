import { valueError } from '../../conversion/numbers.ts'
import { toFloating } from '../../functions/conversions.ts'
import { numberOf } from '../../value/equality.ts'
import { EvaluationError } from '../../value/evaluation-error.ts'
import { toText } from '../../value/text.ts'
import { Timedelta } from './timedelta.ts'

/** The seconds of a time: a number, `1 min 30 s`, `01:30`, or the time between two dates. Throws Robot's ValueError. */
export function secondsOf(time: unknown): number {
  if (time instanceof Timedelta) return time.seconds
  const number = typeof time === 'string' ? undefined : numberOf(time)
  if (number !== undefined) return Number(number)
  const text = toText(time)
  const seconds = plainNumber(text) ?? clock(text) ?? spoken(text)
  if (seconds === undefined) throw valueError(`Invalid time string '${text}'.`)
  return seconds
}

function plainNumber(text: string): number | undefined {
  try {
    return Number(toFloating(text))
  } catch (error) {
    if (error instanceof EvaluationError) return undefined
    throw error
  }
}

/** `[-][h:]mm:ss[.mil]`. */
function clock(text: string): number | undefined {
  const match = /^([+-])?(?:(\d+):)?(\d+):(\d+)(\.\d+)?$/.exec(text)
  if (match === null) return undefined
  const [, sign, hours = '0', minutes, seconds, fraction = '.0'] = match
  const whole = Number(minutes) * 60 + Number(seconds) + Number(hours) * 3600
  const total = whole + Number(fraction.slice(1)) / 10 ** (fraction.length - 1)
  return sign === '-' ? -total : total
}

interface Unit {
  readonly letter: string
  readonly names: readonly string[]
  readonly seconds: (count: number) => number
}

const UNITS: readonly Unit[] = [
  unit('n', ['nanoseconds', 'nanosecond', 'ns'], (count) => count / 1e9),
  unit('u', ['microseconds', 'microsecond', 'us', 'μs'], (count) => count / 1e6),
  unit(
    'M',
    [...['milliseconds', 'millisecs', 'msecs', 'millisecond', 'millisec'], ...['millis', 'msec', 'ms']],
    (count) => count / 1e3,
  ),
  unit('s', ['seconds', 'secs', 'second', 'sec'], (count) => count),
  unit('m', ['minutes', 'mins', 'minute', 'min'], (count) => count * 60),
  unit('h', ['hours', 'hour'], (count) => count * 3600),
  unit('d', ['days', 'day'], (count) => count * 86_400),
  unit('w', ['weeks', 'week'], (count) => count * 604_800),
]

function unit(letter: string, names: readonly string[], seconds: Unit['seconds']): Unit {
  return { letter, names, seconds }
}

/** `1 day 2 hours`, each unit at most once, in any order and spelling. */
function spoken(text: string): number | undefined {
  const written = text.toLowerCase().replace(/\s+/g, '')
  const short = UNITS.reduce((all, { letter, names }) => {
    return names.reduce((rest, name) => rest.replaceAll(name, letter), all)
  }, written)
  const [, sign, parts = ''] = /^(-?)(.*)$/s.exec(short) ?? []
  const found = [...parts.matchAll(/([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([nuMsmhdw])/gy)]
  if (found.length === 0 || found.map(([all]) => all).join('') !== parts) return undefined
  const counts = new Map(found.map(([, count, letter]) => [letter, Number(count)]))
  if (counts.size < found.length) return undefined
  // From the smallest unit up, as Robot adds them: the sums of fractions depend on it.
  const total = UNITS.reduce((sum, { letter, seconds }) => sum + seconds(counts.get(letter) ?? 0), 0)
  return sign === '-' ? -total : total
}
