/** Frames that were sent and not acknowledged, by their numbers: what a new connection must send again. */
export class Outbox {
  readonly #frames: Uint8Array[] = []
  /** Index of the first frame that is kept, and its number. */
  #head = 0
  #first = 1
  #bytes = 0

  /** Bytes of the frames that are kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** Number of the last frame that was added; 0 before any. */
  get last(): number {
    return this.#first + this.#frames.length - this.#head - 1
  }

  /** Keeps a frame and gives it the next number. */
  add(frame: Uint8Array): number {
    this.#frames.push(frame)
    this.#bytes += frame.length
    return this.last
  }

  /** Forgets the frames up to a number. False if no such frame was ever sent. */
  acknowledge(number: number): boolean {
    if (number > this.last) return false
    while (this.#first <= number) {
      this.#bytes -= this.#frames[this.#head]?.length ?? 0
      this.#frames[this.#head] = EMPTY
      this.#head += 1
      this.#first += 1
    }
    if (this.#head > 1024 && this.#head * 2 > this.#frames.length) {
      this.#frames.splice(0, this.#head)
      this.#head = 0
    }
    return true
  }

  /** The frame of a number that is kept. */
  frame(number: number): Uint8Array | undefined {
    return number < this.#first ? undefined : this.#frames[this.#head + number - this.#first]
  }
}

const EMPTY = new Uint8Array()
