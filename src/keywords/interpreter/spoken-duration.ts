const UNITS = [
  { long: 'day', short: 'd', milliseconds: 86_400_000, most: Number.POSITIVE_INFINITY },
  { long: 'hour', short: 'h', milliseconds: 3_600_000, most: 24 },
  { long: 'minute', short: 'min', milliseconds: 60_000, most: 60 },
  { long: 'second', short: 's', milliseconds: 1000, most: 60 },
  { long: 'millisecond', short: 'ms', milliseconds: 1, most: 1000 },
] as const

/** A duration as Robot says it in messages: `1 minute 30 seconds`, or `1min 30s` when it is to be short. */
export function spokenDuration(milliseconds: number, style: 'long' | 'short' = 'long'): string {
  const whole = Math.round(Math.abs(milliseconds))
  const parts = UNITS.flatMap(({ long, short, milliseconds: size, most }) => {
    const count = Math.floor(whole / size) % most
    if (count === 0) return []
    return style === 'short' ? [`${count}${short}`] : [`${count} ${long}${count === 1 ? '' : 's'}`]
  })
  if (parts.length === 0) return style === 'short' ? '0s' : '0 seconds'
  return (milliseconds < 0 ? '- ' : '') + parts.join(' ')
}
