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
    .map((candidate) => ({ candidate, distance: editDistance(wanted, fold(candidate), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

function quote(name: string): string {
  return `"${name}"`
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

/** Edits between two names, a swap of neighbours counting as one; more than `limit` where the lengths say so already. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let older: readonly number[] = []
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = nextRow({ a, b, i, row, older })
    older = row
    row = next
  }
  return row[b.length] ?? limit + 1
}

interface Rows {
  readonly a: string
  readonly b: string
  readonly i: number
  readonly row: readonly number[]
  readonly older: readonly number[]
}

function nextRow({ a, b, i, row, older }: Rows): number[] {
  const next = [i]
  for (let j = 1; j <= b.length; j++) {
    const cost = a[i - 1] === b[j - 1] ? 0 : 1
    const edit = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost)
    const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    next.push(isSwap ? Math.min(edit, (older[j - 2] ?? 0) + 1) : edit)
  }
  return next
}
