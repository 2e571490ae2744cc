import type { FilePart } from './file-part.ts'

/**
 * How deep each comment that stands alone belongs: as deep as the row that follows it. Before a row that closes a
 * block, or before the next test, a comment stays with the steps above it if it was indented more than that row.
 * Those before a row that is left as it is have no depth: they are left as well.
 */
export function commentDepths(parts: readonly FilePart[]): ReadonlyMap<FilePart, number> {
  const depths = new Map<FilePart, number>()
  let next: FilePart | undefined
  for (const part of parts.toReversed()) {
    if (part.what !== 'comment') next = part
    else if (next?.what !== 'raw') depths.set(part, depthBefore(part, next))
  }
  return withinBlocks(parts, depths)
}

/** How deep a row stands: 1 for a step of a test. */
export function depthOf({ what, role }: FilePart): number {
  return what === 'name' || what === 'row' ? 0 : (role?.depth ?? 0)
}

function depthBefore(comment: FilePart, next: FilePart | undefined): number {
  const depth = next === undefined ? 0 : depthOf(next)
  const written = comment.row.lines[0]?.indent ?? 0
  const nextWritten = next?.row.lines[0]?.indent ?? 0
  const isInside = written > nextWritten || (next === undefined && written > 0)
  if (next?.role?.closes) return written === nextWritten ? depth : depth + 1
  return depth === 0 && isInside ? INSIDE : depth
}

/** A comment at the end of a test is in the test only if there is one. */
function withinBlocks(parts: readonly FilePart[], depths: Map<FilePart, number>): Map<FilePart, number> {
  let inBlock = false
  for (const part of parts) {
    if (depths.get(part) === INSIDE) depths.set(part, inBlock ? 1 : 0)
    if (part.what === 'header' || part.what === 'free') inBlock = false
    else if (part.role !== undefined) inBlock = part.role.block >= 0
  }
  return depths
}

const INSIDE = -1
