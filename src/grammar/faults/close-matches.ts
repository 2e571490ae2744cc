/** ` Did you mean:` and the candidates that Robot Framework would offer for a name, one a line; empty if there are none. */
export function recommendation(
  name: string,
  candidates: Iterable<string>,
  normalize: (name: string) => string,
): string {
  const near = closeMatches(name, candidates, normalize)
  return near.length === 0 ? '' : [' Did you mean:', ...near].join('\n    ')
}

/**
 * The candidates close to a name, best first, as Python's difflib and Robot's cutoff choose them: at most ten, the
 * more alike the longer the name is.
 */
function closeMatches(
  name: string,
  candidates: Iterable<string>,
  normalize: (name: string) => string,
): string[] {
  const wanted = normalize(name)
  const cutoff = Math.min(0.5 + wanted.length * 0.03, 0.85)
  const byNormalized = new Map<string, string[]>()
  for (const candidate of [...candidates].sort()) {
    const normalized = normalize(candidate)
    byNormalized.set(normalized, [...(byNormalized.get(normalized) ?? []), candidate])
  }
  return [...byNormalized]
    .map(([normalized, originals]) => ({ normalized, originals, ratio: similarity(normalized, wanted) }))
    .filter(({ ratio }) => wanted !== '' && ratio >= cutoff)
    .sort((a, b) => b.ratio - a.ratio || (a.normalized < b.normalized ? 1 : -1))
    .slice(0, 10)
    .flatMap(({ originals }) => originals)
}

/** How alike two texts are, from 0 to 1: twice the characters in matching blocks over the length of both. */
function similarity(a: string, b: string): number {
  const length = a.length + b.length
  // Most candidates are out of the question by their length alone.
  if ((2 * Math.min(a.length, b.length)) / length < 0.5) return 0
  return (2 * matching(a, b)) / length
}

/** Characters in the longest common part, and in those before and after it. */
function matching(a: string, b: string): number {
  const { length, inA, inB } = longestCommon(a, b)
  if (length === 0) return 0
  const before = matching(a.slice(0, inA), b.slice(0, inB))
  return before + length + matching(a.slice(inA + length), b.slice(inB + length))
}

function longestCommon(a: string, b: string): { length: number; inA: number; inB: number } {
  let best = { length: 0, inA: 0, inB: 0 }
  let above: number[] = []
  for (let i = 0; i < a.length; i++) {
    const row: number[] = []
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue
      const length = (above[j - 1] ?? 0) + 1
      row[j] = length
      if (length > best.length) best = { length, inA: i - length + 1, inB: j - length + 1 }
    }
    above = row
  }
  return best
}
