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
  const limit = Math.max(1, Math.ceil(wanted.length / 3))
  return known
    .map((candidate) => ({ candidate, edits: editsBetween(wanted, fold(candidate)) }))
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

/** Edits between two names; a swap of neighbours, the commonest slip, counts as one. */
function editsBetween(a: string, b: string): number {
  let fewest = distance(a, b)
  for (let i = 1; i < a.length && fewest > 1; i++) {
    const swapped = `${a.slice(0, i - 1)}${a.charAt(i)}${a.charAt(i - 1)}${a.slice(i + 1)}`
    fewest = Math.min(fewest, 1 + distance(swapped, b))
  }
  return fewest
}
