import type { ReceivedFrame } from './can-frame.ts'
import { FrameQueue } from './frame-queue.ts'

/** Which frames are meant: all, one identifier, or those that agree with it in the bits of a mask. */
export interface FrameFilter {
  readonly id?: number | undefined
  readonly mask?: number | undefined
}

/** So many frames are kept until they are received; the oldest go first. */
const KEPT = 10_000
/** So many frames may wait for a reader of all of them. */
const WAITING = 100_000

/** What came from a bus: the frames that were not received yet, and the last of each identifier. */
export class ReceivedFrames {
  #unread: ReceivedFrame[] = []
  /** The first of `unread` that counts: dropping from the front of a list costs too much for each frame. */
  #from = 0
  readonly #last = new Map<number, ReceivedFrame>()
  readonly #queues = new Set<FrameQueue>()
  #failure: Error | undefined

  push(frame: ReceivedFrame): void {
    this.#unread.push(frame)
    if (this.#unread.length - this.#from > KEPT) this.#from++
    if (this.#from > KEPT) this.#leave(0)
    this.#last.set(keyOf(frame), frame)
    for (const queue of this.#queues) queue.push(frame)
  }

  fail(error: Error): void {
    this.#failure ??= error
    for (const queue of this.#queues) queue.fail(error)
  }

  /** The last frame of an identifier. */
  last(frame: Pick<ReceivedFrame, 'id' | 'extended'>): ReceivedFrame | undefined {
    return this.#last.get(keyOf(frame))
  }

  discard(): void {
    this.#leave(this.#unread.length)
    this.#last.clear()
  }

  /** How many frames wait, for messages. */
  get count(): number {
    return this.#unread.length - this.#from
  }

  /** Identifiers of the frames that wait. */
  identifiers(): number[] {
    return [...new Set(this.#unread.slice(this.#from).map(({ id }) => id))]
  }

  /** The next frame that is meant, leaving behind what was before it; undefined if there is none yet. */
  next(filter: FrameFilter): ReceivedFrame | undefined {
    for (let index = this.#from; index < this.#unread.length; index++) {
      const frame = this.#unread[index]
      if (frame === undefined || !isMeant(frame, filter)) continue
      this.#leave(index + 1)
      return frame
    }
    return undefined
  }

  /** The next frame that is meant, now or when it comes. */
  async receive(filter: FrameFilter, signal: AbortSignal): Promise<ReceivedFrame> {
    const queue = this.#open()
    try {
      for (let frame = this.next(filter); ; frame = this.next(filter)) {
        if (frame !== undefined) return frame
        await queue.take(signal)
      }
    } finally {
      this.#queues.delete(queue)
    }
  }

  /** Frames that are meant, as they come from now on. */
  follow(filter: FrameFilter, signal: AbortSignal): AsyncGenerator<ReceivedFrame, void, void> {
    const queue = this.#open()
    return this.#follow(queue, filter, signal)
  }

  async *#follow(
    queue: FrameQueue,
    filter: FrameFilter,
    signal: AbortSignal,
  ): AsyncGenerator<ReceivedFrame, void, void> {
    try {
      for (;;) for (const frame of await queue.take(signal)) if (isMeant(frame, filter)) yield frame
    } finally {
      this.#queues.delete(queue)
    }
  }

  #open(): FrameQueue {
    const queue = new FrameQueue(WAITING)
    if (this.#failure !== undefined) queue.fail(this.#failure)
    this.#queues.add(queue)
    return queue
  }

  #leave(upTo: number): void {
    this.#unread = this.#unread.slice(Math.max(upTo, this.#from))
    this.#from = 0
  }
}

function isMeant(frame: ReceivedFrame, { id, mask = 0x1fffffff }: FrameFilter): boolean {
  return id === undefined || (frame.id & mask) === (id & mask)
}

function keyOf({ id, extended }: Pick<ReceivedFrame, 'id' | 'extended'>): number {
  return extended ? id + 0x20000000 : id
}
