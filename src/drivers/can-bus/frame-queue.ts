import { Change } from '../links/change.ts'
import { framesLost } from './can-error.ts'
import type { ReceivedFrame } from './can-frame.ts'

/** Frames that wait for one reader. */
export class FrameQueue {
  readonly #limit: number
  #frames: ReceivedFrame[] = []
  #failure: Error | undefined
  readonly #change = new Change()

  constructor(limit: number) {
    this.#limit = limit
  }

  push(frame: ReceivedFrame): void {
    if (this.#frames.length < this.#limit) this.#frames.push(frame)
    else this.#failure ??= framesLost(this.#limit)
    this.#change.tell()
  }

  fail(error: Error): void {
    this.#failure ??= error
    this.#change.tell()
  }

  /** All that waits, at least one; rejects when no more can come or the signal aborts. */
  async take(signal: AbortSignal): Promise<readonly ReceivedFrame[]> {
    for (;;) {
      signal.throwIfAborted()
      if (this.#frames.length > 0) return this.#frames.splice(0)
      if (this.#failure !== undefined) throw this.#failure
      await this.#change.next(signal)
    }
  }
}
