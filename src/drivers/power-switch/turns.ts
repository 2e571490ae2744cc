import { untilAborted } from '../../runtime/deadline.ts'

/** Lets one piece of work run at a time, in the order in which they came: a line carries one question at once. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs the work when all before it are over; gives up if the signal aborts earlier. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last
    const turn = (async () => {
      await before
      signal.throwIfAborted()
      return work()
    })()
    this.#last = turn.catch(() => {})
    return untilAborted(turn, signal)
  }
}
