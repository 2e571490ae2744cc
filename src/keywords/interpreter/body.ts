import { type Collected, collect, endOf } from './collected-failures.ts'
import { EarlyEndSignal } from './completion.ts'
import type { Frame, Node, StepEnd } from './frame.ts'

/**
 * Runs steps in order until one ends the body. A failure ends it, unless the steps after it run all the same: then
 * all failures are thrown as one at the end.
 */
export async function runBody(body: readonly Node[], frame: Frame): Promise<StepEnd> {
  let collected: Collected
  let skips = 0
  for (const node of body) {
    let end: StepEnd
    try {
      const pending = node.exec(frame)
      end = pending instanceof Promise ? await pending : pending
    } catch (error) {
      if (frame.templated && isSkip(error) && body.length > 1) skips++
      else collected = collect(error, collected, frame)
    }
    if (end !== undefined) return endOf(end, collected)
    if (frame.run.turnIsOver()) await frame.run.giveTurn()
    if (frame.signal.aborted) throw frame.signal.reason
  }
  if (skips > 0 && skips === body.length)
    throw new EarlyEndSignal({ kind: 'skip', message: 'All iterations skipped.' })
  return endOf(undefined, collected)
}

function isSkip(error: unknown): boolean {
  return error instanceof EarlyEndSignal && error.end.kind === 'skip'
}
