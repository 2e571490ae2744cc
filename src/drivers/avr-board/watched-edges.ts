import type { PinEdge } from '../avr-emulator/protocol.ts'
import type { LazyBoard } from './lazy-board.ts'

/** The edges of one pin from the moment it is watched; none is lost while nobody waits. */
export interface WatchedEdges extends AsyncDisposable {
  /** Device time at which watching began, in milliseconds. */
  readonly since: number
  /** The next edge; rejects with the signal's reason when it aborts. */
  next(signal: AbortSignal): Promise<PinEdge>
}

/** Starts watching a pin; disposing ends it. */
export async function watchEdges(board: LazyBoard, pin: string, signal: AbortSignal): Promise<WatchedEdges> {
  const queue: PinEdge[] = []
  let wake = () => {}
  const forget = board.onEdge((edge) => {
    if (edge.pin === pin) queue.push(edge)
    wake()
  })
  const unwatch = async () => {
    forget()
    if (board.working) await board.ask('unwatch', pin)
  }
  try {
    const since = await board.ask('watch', pin, { signal })
    return {
      since,
      next: (waiting) => nextOf(queue, (resume) => (wake = resume), waiting),
      [Symbol.asyncDispose]: unwatch,
    }
  } catch (error) {
    forget()
    throw error
  }
}

function nextOf(
  queue: PinEdge[],
  onWake: (resume: () => void) => void,
  signal: AbortSignal,
): Promise<PinEdge> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      signal.removeEventListener('abort', finish)
      onWake(() => {})
      if (signal.aborted) reject(signal.reason)
    }
    const take = () => {
      const edge = queue.shift()
      if (edge === undefined) return
      finish()
      resolve(edge)
    }
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', finish)
    onWake(take)
    take()
  })
}
