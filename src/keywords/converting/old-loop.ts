import type { Cell, Step } from '../../grammar/tree.ts'

/** A loop as it was written before Robot Framework 3.1: `:FOR`, and rows that begin with a backslash. */
export interface OldLoop {
  readonly head: Cell
  /** The first cell of each row of its body. */
  readonly body: readonly Cell[]
  readonly last: Cell
}

/** The old loop that begins at a step, if one does. */
export function findOldLoop(steps: readonly Step[], at: number): OldLoop | undefined {
  const head = callAt(steps, at)
  if (head === undefined || !/^:\s*FOR$/i.test(head.text)) return undefined
  const body: Cell[] = []
  for (let next = at + 1; callAt(steps, next)?.text === '\\'; next++) body.push(callAt(steps, next) as Cell)
  const last = body.at(-1)
  return last === undefined ? undefined : { head, body, last }
}

function callAt(steps: readonly Step[], at: number): Cell | undefined {
  const step = steps[at]
  return step?.kind === 'call' && step.assign.length === 0 ? step.keyword : undefined
}
