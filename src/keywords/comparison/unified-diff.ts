/** A run of equal lines: where it begins in both texts, and how long it is. */
interface Match {
  readonly a: number
  readonly b: number
  readonly size: number
}

/** A part of the first text and what stands for it in the second. */
interface Change {
  readonly equal: boolean
  readonly a: readonly [number, number]
  readonly b: readonly [number, number]
}

/** Lines shown around a change. */
const CONTEXT = 3

/** The differences of two texts as lines of a unified diff with its headers, as Python's difflib makes it. */
export function unifiedDiff(first: readonly string[], second: readonly string[]): string[] {
  const groups = groupChanges(changesOf(first, second))
  if (groups.length === 0) return []
  return ['--- first', '+++ second', ...groups.flatMap((group) => showGroup(group, first, second))]
}

function showGroup(group: readonly Change[], first: readonly string[], second: readonly string[]): string[] {
  const [start, end] = [group[0], group.at(-1)]
  if (start === undefined || end === undefined) return []
  const header = `@@ -${range(start.a[0], end.a[1])} +${range(start.b[0], end.b[1])} @@`
  const lines = group.flatMap(({ equal, a, b }) => {
    if (equal) return first.slice(...a).map((line) => ` ${line}`)
    return [...first.slice(...a).map((line) => `-${line}`), ...second.slice(...b).map((line) => `+${line}`)]
  })
  return [header, ...lines]
}

function range(from: number, to: number): string {
  const length = to - from
  if (length === 1) return `${from + 1}`
  return `${length === 0 ? from : from + 1},${length}`
}

/** Cuts long equal runs, so that each group has its changes and a few lines around them. */
function groupChanges(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = []
  let group: Change[] = []
  for (const [index, change] of changes.entries()) {
    const last = index === changes.length - 1
    if (!change.equal) group.push(change)
    else if (index === 0) group.push(tail(change))
    else if (last) group.push(head(change))
    else if (change.a[1] - change.a[0] > CONTEXT * 2) {
      groups.push([...group, head(change)])
      group = [tail(change)]
    } else group.push(change)
  }
  if (group.some((change) => !change.equal)) groups.push(group)
  return groups
}

function head({ a, b }: Change): Change {
  const size = Math.min(CONTEXT, a[1] - a[0])
  return { equal: true, a: [a[0], a[0] + size], b: [b[0], b[0] + size] }
}

function tail({ a, b }: Change): Change {
  const size = Math.min(CONTEXT, a[1] - a[0])
  return { equal: true, a: [a[1] - size, a[1]], b: [b[1] - size, b[1]] }
}

function changesOf(first: readonly string[], second: readonly string[]): Change[] {
  const changes: Change[] = []
  let [a, b] = [0, 0]
  for (const match of [...matchesOf(first, second), { a: first.length, b: second.length, size: 0 }]) {
    if (match.a > a || match.b > b) changes.push({ equal: false, a: [a, match.a], b: [b, match.b] })
    if (match.size > 0)
      changes.push({ equal: true, a: [match.a, match.a + match.size], b: [match.b, match.b + match.size] })
    a = match.a + match.size
    b = match.b + match.size
  }
  return changes
}

/** Longest runs first, then what lies before and after each, in order; runs that touch become one. */
function matchesOf(first: readonly string[], second: readonly string[]): Match[] {
  const positions = new Map<string, number[]>()
  for (const [index, line] of second.entries()) positions.set(line, [...(positions.get(line) ?? []), index])
  const found: Match[] = []
  const areas = [{ a: [0, first.length], b: [0, second.length] }] as {
    a: [number, number]
    b: [number, number]
  }[]
  for (let area = areas.pop(); area !== undefined; area = areas.pop()) {
    const match = longestMatch(first, positions, area)
    if (match.size === 0) continue
    found.push(match)
    areas.push({ a: [area.a[0], match.a], b: [area.b[0], match.b] })
    areas.push({ a: [match.a + match.size, area.a[1]], b: [match.b + match.size, area.b[1]] })
  }
  return joinTouching(found.sort((x, y) => x.a - y.a))
}

function longestMatch(
  first: readonly string[],
  positions: ReadonlyMap<string, readonly number[]>,
  { a, b }: { readonly a: readonly [number, number]; readonly b: readonly [number, number] },
): Match {
  let best: Match = { a: a[0], b: b[0], size: 0 }
  let lengths = new Map<number, number>()
  for (let i = a[0]; i < a[1]; i++) {
    const next = new Map<number, number>()
    for (const j of positions.get(first[i] ?? '') ?? []) {
      if (j < b[0] || j >= b[1]) continue
      const size = (lengths.get(j - 1) ?? 0) + 1
      next.set(j, size)
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size }
    }
    lengths = next
  }
  return best
}

function joinTouching(matches: readonly Match[]): Match[] {
  const joined: Match[] = []
  for (const match of matches) {
    const last = joined.at(-1)
    if (last !== undefined && last.a + last.size === match.a && last.b + last.size === match.b)
      joined[joined.length - 1] = { ...last, size: last.size + match.size }
    else joined.push(match)
  }
  return joined
}
