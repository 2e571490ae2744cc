import { DEEPEST_NESTING } from './nesting-limit.ts'
import { ROW_KINDS as KINDS, type RowKind } from './row-kind.ts'

/**
 * Settles the rows of one test or keyword, from `start` to the last, when all of them are known. `RETRY` and
 * `PARALLEL` are keywords in Robot Framework: only where more rows say END than other blocks are open do they begin a
 * block. And rows that nest too deep get a kind of their own.
 */
export function settleBlock(kinds: RowKind[], start: number): void {
  let balance = 0
  let depth = 0
  let deepest = 0
  let own = 0
  for (let at = start; at < kinds.length; at++) {
    const kind = kinds[at]
    if (kind === KINDS.call) continue
    if (kind === KINDS.end) {
      balance--
      depth = Math.max(0, depth - 1)
    } else if (kind === KINDS.retry || kind === KINDS.parallel) own++
    else if (OPENERS.has(kind as RowKind)) {
      balance++
      deepest = Math.max(deepest, ++depth)
    }
  }
  if (own > 0 && balance >= 0) makeCalls(kinds, start)
  if (deepest + own > DEEPEST_NESTING) limitNesting(kinds, start)
}

function makeCalls(kinds: RowKind[], start: number): void {
  for (let at = start; at < kinds.length; at++)
    if (kinds[at] === KINDS.retry || kinds[at] === KINDS.parallel) kinds[at] = KINDS.call
}

function limitNesting(kinds: RowKind[], start: number): void {
  let depth = 0
  for (let at = start; at < kinds.length; at++) {
    const kind = kinds[at] as RowKind
    const before = depth
    if (OPENERS.has(kind) || kind === KINDS.retry || kind === KINDS.parallel) depth++
    else if (kind === KINDS.end && depth > 0) depth--
    if (Math.max(before, depth) > DEEPEST_NESTING) kinds[at] = KINDS.tooDeep
  }
}

const OPENERS: ReadonlySet<RowKind> = new Set([KINDS.for, KINDS.while, KINDS.group, KINDS.if, KINDS.try])
