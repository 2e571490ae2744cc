/** Cuts a stream of portable pixmaps into single ones, however its bytes are cut into chunks. */
export class PpmReader {
  #chunks: Uint8Array[] = []
  #have = 0
  /** Size of the pixmap that is coming, once its head is there. */
  #wanted = 0

  /** Takes bytes; returns the pixmaps that are whole now. */
  read(chunk: Uint8Array): Uint8Array[] {
    this.#chunks.push(chunk)
    this.#have += chunk.length
    const whole: Uint8Array[] = []
    for (;;) {
      if (this.#wanted === 0) this.#wanted = this.#sizeFromHead()
      if (this.#wanted === 0 || this.#have < this.#wanted) return whole
      const all = this.#join()
      whole.push(all.subarray(0, this.#wanted))
      this.#chunks = [all.subarray(this.#wanted)]
      this.#have -= this.#wanted
      this.#wanted = 0
    }
  }

  #sizeFromHead(): number {
    if (this.#have === 0) return 0
    const head = this.#join().subarray(0, LONGEST_HEAD).toString('latin1')
    const match = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(head)
    if (match !== null) return match[0].length + Number(match[1]) * Number(match[2]) * 3
    if (head.length < LONGEST_HEAD) return 0
    throw new RangeError('not a stream of pixmaps')
  }

  #join(): Buffer {
    const all = Buffer.concat(this.#chunks)
    this.#chunks = [all]
    return all
  }
}

const LONGEST_HEAD = 32
