const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Writes a number of bytes the way a person would: `812 B`, `3.4 MB`, `268 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${Number(value.toFixed(value < 10 && unit > 0 ? 1 : 0))} ${UNITS[unit]}`
}
