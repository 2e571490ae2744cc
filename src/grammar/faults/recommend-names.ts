/** What candidates are compared by. */
export type Normalize = (name: string) => string

/** How many names are recommended at most. */
const MOST = 10

/** The names that are much like a misspelt one, the best first: those that Robot's messages list. */
export function recommendNames(name: string, candidates: Iterable<string>, normalize: Normalize): string[] {
  const wanted = normalize(name)
  if (wanted === '') return []
  const cutoff = Math.min(0.5 + wanted.length * 0.03, 0.85)
  const close = [...byNormalized(candidates, normalize)].flatMap(([text, names]) => {
    const likeness = likenessOf(text, wanted, cutoff)
    return likeness < cutoff ? [] : [{ text, names, likeness }]
  })
  close.sort((a, b) => b.likeness - a.likeness || (a.text < b.text ? 1 : -1))
  return close.slice(0, MOST).flatMap(({ names }) => names)
}

/** A message and what it recommends, in Robot's words. */
export function withRecommendations(message: string, names: readonly string[]): string {
  return names.length === 0 ? message : [`${message} Did you mean:`, ...names].join('\n    ')
}

function byNormalized(candidates: Iterable<string>, normalize: Normalize): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const candidate of [...candidates].sort()) {
    const text = normalize(candidate)
    const names = all.get(text)
    if (names === undefined) all.set(text, [candidate])
    else names.push(candidate)
  }
  return all
}

/** Twice the characters in common blocks, over all characters; 0 where it cannot reach the cutoff. */
function likenessOf(a: string, b: string, cutoff: number): number {
  const all = a.length + b.length
  if (all === 0) return 1
  if ((2 * Math.min(a.length, b.length)) / all < cutoff) return 0
  return (2 * common(a, b)) / all
}

/** The length of the longest block that both have, and of the blocks left and right of it. */
function common(a: string, b: string): number {
  if (a === '' || b === '') return 0
  const { length, atA, atB } = longestBlock(a, b)
  if (length === 0) return 0
  const left = common(a.slice(0, atA), b.slice(0, atB))
  return left + length + common(a.slice(atA + length), b.slice(atB + length))
}

function longestBlock(a: string, b: string): { length: number; atA: number; atB: number } {
  let best = { length: 0, atA: 0, atB: 0 }
  let before: number[] = []
  for (let i = 0; i < a.length; i++) {
    const row: number[] = []
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue
      const length = (before[j - 1] ?? 0) + 1
      row[j] = length
      if (length > best.length) best = { length, atA: i - length + 1, atB: j - length + 1 }
    }
    before = row
  }
  return best
}
