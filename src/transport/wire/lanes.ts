/** How soon a frame must go: before everything else, as it comes, or when there is nothing else to send. */
export type Lane = 'urgent' | 'live' | 'bulk'

const ORDER: readonly Lane[] = ['urgent', 'live', 'bulk']

/** Messages that wait to be sent, the urgent ones first, each lane in order. */
export class Lanes {
  readonly #queues = { urgent: new FrameQueue(), live: new FrameQueue(), bulk: new FrameQueue() }
  #bytes = 0

  /** Bytes of all frames that wait. */
  get bytes(): number {
    return this.#bytes
  }

  add(frame: Uint8Array, lane: Lane): void {
    this.#queues[lane].add(frame)
    this.#bytes += frame.length
  }

  /** The frame that goes next. */
  next(): Uint8Array | undefined {
    for (const lane of ORDER) {
      const frame = this.#queues[lane].next()
      if (frame === undefined) continue
      this.#bytes -= frame.length
      return frame
    }
    return undefined
  }
}

/** A queue that does not move its frames when the first leaves. */
class FrameQueue {
  #frames: Uint8Array[] = []
  #head = 0

  add(frame: Uint8Array): void {
    this.#frames.push(frame)
  }

  next(): Uint8Array | undefined {
    const frame = this.#frames[this.#head]
    if (frame === undefined) return undefined
    this.#head += 1
    if (this.#head === this.#frames.length) {
      this.#frames = []
      this.#head = 0
    }
    return frame
  }
}
