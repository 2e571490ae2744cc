import type { FilePart } from './file-part.ts'

/**
 * The parts that an empty line precedes: one between sections, one between tests. Elsewhere an empty line stays
 * where its author put some, but not at the begin or end of a block.
 */
export function blankLines(
  parts: readonly FilePart[],
  depths: ReadonlyMap<FilePart, number>,
): ReadonlySet<FilePart> {
  const spaced = new Set<FilePart>()
  for (const [index, part] of parts.entries())
    if (part.row.spaced && mayBeSpaced(parts[index - 1], part)) spaced.add(part)
  for (const [index, part] of parts.entries()) {
    if (!begins(part, before(parts, index))) continue
    const at = leadOf(parts, index, depths)
    const lead = parts[at]
    if (lead !== undefined && at > 0 && !isFirst(lead, parts[at - 1])) spaced.add(lead)
  }
  return spaced
}

function mayBeSpaced(previous: FilePart | undefined, part: FilePart): boolean {
  if (previous === undefined) return false
  if (previous.what === 'header' || previous.what === 'name') return false
  return !previous.role?.opens && !part.role?.closes
}

/** True for a header or a test; tests in the rows of a table may follow each other without an empty line. */
function begins(part: FilePart, previous: FilePart | undefined): boolean {
  if (part.what === 'header' || part.what === 'name') return true
  if (part.what === 'raw') return part.role?.depth === 0 && part.role.block >= 0
  return part.what === 'row' && previous?.what !== 'row' && previous?.what !== 'data'
}

/** The part before, comments aside. */
function before(parts: readonly FilePart[], index: number): FilePart | undefined {
  let at = index - 1
  while (parts[at]?.what === 'comment') at--
  return parts[at]
}

/** Comments directly above a test or header belong to it: the index of the first of them. */
function leadOf(parts: readonly FilePart[], index: number, depths: ReadonlyMap<FilePart, number>): number {
  let at = index
  for (; at > 0 && !parts[at]?.row.spaced; at--) {
    const above = parts[at - 1]
    if (above?.what !== 'comment' || depths.get(above) !== 0) break
  }
  return at
}

/** True for what follows its section's header. */
function isFirst({ what }: FilePart, above: FilePart | undefined): boolean {
  return what !== 'header' && above?.what === 'header'
}
