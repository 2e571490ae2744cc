/** The middle of some numbers. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)]
}

/** `66 ms (61–80)`: the median, and the least and greatest. */
export function spread(values, unit, digits = 0) {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  return values.length === 1 ? `${middle} ${unit}` : `${middle} ${unit} (${least}–${most})`
}
