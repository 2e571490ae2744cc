import { ROW_KINDS as KINDS, type RowKind } from './row-kind.ts'

/** Blocks nest at most this deep; what is deeper is refused, so that no reader of the tree can run out of stack. */
export const DEEPEST_NESTING = 200

/** Counts open blocks from row to row, and turns the rows that nest too deep into rows of their own kind. */
export class NestingLimit {
  #depth = 0

  /** A test or keyword begins. */
  reset(): void {
    this.#depth = 0
  }

  /** The kind of the next row: the given one, or `tooDeep`. */
  limit(kind: RowKind): RowKind {
    if (kind === KINDS.call) return this.#depth > DEEPEST_NESTING ? KINDS.tooDeep : kind
    const before = this.#depth
    if (OPENERS.has(kind)) this.#depth++
    else if (kind === KINDS.end && this.#depth > 0) this.#depth--
    return Math.max(before, this.#depth) > DEEPEST_NESTING ? KINDS.tooDeep : kind
  }
}

const OPENERS: ReadonlySet<RowKind> = new Set([KINDS.for, KINDS.while, KINDS.group, KINDS.if, KINDS.try])
