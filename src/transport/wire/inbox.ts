/** After so many frames or bytes the sender is told what arrived… */
const ACK_FRAMES = 64
const ACK_BYTES = 262_144

/** What a frame is, by its number: the next one, one that came before, or one that leaves a gap. */
export type Arrival = 'next' | 'again' | 'gap'

/** Sees to it that each frame of the peer is taken once and in order, and knows when to acknowledge. */
export class Inbox {
  #received = 0
  #frames = 0
  #bytes = 0

  /** Number of the last frame that was taken. */
  get received(): number {
    return this.#received
  }

  /** Takes the frame of a number if it is the next one. */
  take(number: number, length: number): Arrival {
    if (number <= this.#received) return 'again'
    if (number !== this.#received + 1) return 'gap'
    this.#received = number
    this.#frames += 1
    this.#bytes += length
    return 'next'
  }

  /** True if enough came since the last acknowledgement that the next one should not wait. */
  get isAckDue(): boolean {
    return this.#frames >= ACK_FRAMES || this.#bytes >= ACK_BYTES
  }

  /** True if anything came since the last acknowledgement. */
  get hasUnacknowledged(): boolean {
    return this.#frames > 0
  }

  /** Notes an acknowledgement; returns the number to send. */
  acknowledge(): number {
    this.#frames = 0
    this.#bytes = 0
    return this.#received
  }
}
