/**
 * The names nearest to a misspelt one, best first, at most three: those within about a third of its length in edits,
 * and those that begin with it.
 */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  const wanted = fold(name)
  const limit = Math.max(1, Math.ceil(wanted.length / 3))
  const scored: { readonly name: string; readonly score: number }[] = []
  for (const candidate of known) {
    const folded = fold(candidate)
    const score = wanted !== '' && folded.startsWith(wanted) ? 0.5 : editDistance(wanted, folded, limit)
    if (score <= limit) scored.push({ name: candidate, score })
  }
  scored.sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
  return scored.slice(0, 3).map((entry) => entry.name)
}

/** `Did you mean "x" or "y"?`, or the names that exist when none is near; undefined when there is nothing to say. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearestNames(name, known)
  if (near.length > 0) return `Did you mean ${near.map((n) => `"${n}"`).join(' or ')}?`
  if (known.length === 0) return undefined
  const shown = known.slice(0, 12).map((n) => `"${n}"`)
  return `Known: ${shown.join(', ')}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

/** Optimal string alignment distance; stops early past `limit` and then returns more than `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let older: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = distanceRow({ a, b, i, previous, older })
    if (Math.min(...row) > limit) return limit + 1
    older = previous
    previous = row
  }
  return previous[b.length] ?? limit + 1
}

interface RowState {
  readonly a: string
  readonly b: string
  readonly i: number
  readonly previous: readonly number[]
  readonly older: readonly number[]
}

function distanceRow({ a, b, i, previous, older }: RowState): number[] {
  const row = [i]
  for (let j = 1; j <= b.length; j++) {
    const cost = a[i - 1] === b[j - 1] ? 0 : 1
    let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost)
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    if (swapped) best = Math.min(best, (older[j - 2] ?? 0) + 1)
    row.push(best)
  }
  return row
}
