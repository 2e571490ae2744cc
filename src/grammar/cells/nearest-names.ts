import { distance } from 'fastest-levenshtein'

/** `Did you mean "x" or "y"?`, or the names that exist when none is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known)
  if (near.length > 0) return `Did you mean ${near.map(quote).join(' or ')}?`
  return `There are: ${known.map(quote).join(', ')}.`
}

/** The names nearest to a misspelt one, best first, at most three: those within about a third of its length in edits. */
export function nearestNames(name: string, known: readonly string[]): string[] {
  const wanted = fold(name)
  if (wanted.length > LONGEST) return []
  const limit = Math.max(1, Math.ceil(wanted.length / 3))
  return known
    .map((candidate) => ({ candidate, edits: editsBetween(wanted, fold(candidate), limit) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

function quote(name: string): string {
  return `"${name}"`
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

/** A name that is longer is a text, and near to none. */
const LONGEST = 200

/**
 * Edits between two names, exact up to the limit; a swap of neighbours, the commonest slip, counts as one. A swap saves
 * one edit at most, so names that are further apart are not looked at twice.
 */
function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY
  let fewest = distance(a, b)
  if (fewest > limit + 1) return fewest
  for (let i = 1; i < a.length && fewest > 1; i++) {
    const swapped = `${a.slice(0, i - 1)}${a.charAt(i)}${a.charAt(i - 1)}${a.slice(i + 1)}`
    fewest = Math.min(fewest, 1 + distance(swapped, b))
  }
  return fewest
}
