import { round } from '../../functions/numbers.ts'
import { spokenDuration } from '../../interpreter/spoken-duration.ts'
import { float } from '../../value/float.ts'
import { roundHalfEven } from './calendar.ts'
import { Timedelta } from './timedelta.ts'

/** How times are written. */
export type TimeFormat = 'number' | 'verbose' | 'compact' | 'timer' | 'timedelta'

/** Seconds in a format; without milliseconds they are rounded. */
export function writeTime(given: number, format: TimeFormat, withMilliseconds: boolean): unknown {
  const seconds = withMilliseconds ? given : roundHalfEven(given)
  if (format === 'number') return float(seconds)
  if (format === 'timedelta') return Timedelta.ofSeconds(seconds)
  if (format === 'timer') return timer(seconds, withMilliseconds)
  return spokenDuration(wholeMilliseconds(seconds), format === 'compact' ? 'short' : 'long')
}

function wholeMilliseconds(seconds: number): number {
  const size = Math.abs(seconds)
  const whole = Math.trunc(size)
  const milliseconds = whole * 1000 + roundHalfEven((size - whole) * 1000)
  return seconds < 0 ? -milliseconds : milliseconds
}

/** `-01:02:03.004`. */
function timer(seconds: number, withMilliseconds: boolean): string {
  const size = Number(round(float(Math.abs(seconds)), 3))
  const whole = Math.trunc(size)
  const two = (number: number) => String(number).padStart(2, '0')
  const clock = `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
  const fraction = String(roundHalfEven((size - whole) * 1000)).padStart(3, '0')
  return (seconds < 0 ? '-' : '') + clock + (withMilliseconds ? `.${fraction}` : '')
}
