/** Who hears what is in an output. */
export interface MarkedOutputListener {
  data(chunk: Buffer): void
  /** The mark has passed; `told` is what stands behind it in its line. */
  mark(told: string): void
}

const NOTHING = Buffer.alloc(0)

/** Takes marks out of an output, wherever its pieces are cut. */
export class MarkedOutput {
  readonly #mark: Buffer
  readonly #listener: MarkedOutputListener
  /** What may be the beginning of a mark. */
  #held: Buffer = NOTHING

  /** The first byte of `mark` stands nowhere else in it. */
  constructor(mark: string, listener: MarkedOutputListener) {
    this.#mark = Buffer.from(mark)
    this.#listener = listener
  }

  /** Takes the next piece. */
  take(chunk: Buffer): void {
    let rest = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    let at = -1
    for (;;) {
      at = rest.indexOf(this.#mark)
      const end = at === -1 ? -1 : rest.indexOf('\n', at + this.#mark.length)
      if (end === -1) break
      this.#pass(rest.subarray(0, at))
      this.#listener.mark(rest.toString('latin1', at + this.#mark.length, end))
      rest = rest.subarray(end + 1)
    }
    this.#hold(rest, at === -1 ? rest.length - this.#begun(rest) : at)
  }

  /** Gives what was held back: the output is over. */
  end(): void {
    this.#hold(this.#held, this.#held.length)
  }

  #hold(bytes: Buffer, from: number): void {
    this.#held = bytes.subarray(from)
    this.#pass(bytes.subarray(0, from))
  }

  #pass(bytes: Buffer): void {
    if (bytes.length > 0) this.#listener.data(bytes)
  }

  /** How many bytes at the end may be the beginning of a mark. */
  #begun(bytes: Buffer): number {
    const tail = bytes.subarray(Math.max(0, bytes.length - this.#mark.length + 1))
    const at = tail.lastIndexOf(this.#mark.subarray(0, 1))
    if (at === -1) return 0
    const length = tail.length - at
    return this.#mark.subarray(0, length).equals(tail.subarray(at)) ? length : 0
  }
}
