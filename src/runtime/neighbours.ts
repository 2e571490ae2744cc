import { distance } from 'fastest-levenshtein'

/**
 * The names nearest to a misspelt one, best first, at most three: those within about a third of its length in edits,
 * and those that begin with it.
 */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  const wanted = fold(name)
  if (wanted.length > LONGEST) return []
  const limit = Math.max(1, Math.ceil(wanted.length / 3))
  const scored: { readonly name: string; readonly score: number }[] = []
  for (const candidate of known) {
    const folded = fold(candidate)
    const score = wanted !== '' && folded.startsWith(wanted) ? 0.5 : editsBetween(wanted, folded, limit)
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

/** A name that is longer is a text, and near to none. */
const LONGEST = 200

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

/** Edits between two names, as far as they are no more than a limit; a swap of neighbours, the commonest slip, is one. */
function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY
  let fewest = distance(a, b)
  if (fewest > limit + 1) return fewest // a swap saves one edit
  for (let i = 1; i < a.length && fewest > 1; i++) {
    const swapped = `${a.slice(0, i - 1)}${a.charAt(i)}${a.charAt(i - 1)}${a.slice(i + 1)}`
    fewest = Math.min(fewest, 1 + distance(swapped, b))
  }
  return fewest
}
