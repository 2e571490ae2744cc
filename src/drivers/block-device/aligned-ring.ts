interface Memory {
  readonly buffer: ArrayBuffer
}
type MemoryMaker = new (size: { readonly initial: number }) => Memory

/** Pages of WebAssembly. */
const PAGE = 65_536

/** A buffer of a ring, and the work that still uses it. */
export interface Slot {
  readonly bytes: Uint8Array
  busy: Promise<unknown>
}

/**
 * A few buffers that are used in turn, so that reading, writing and hashing overlap. They begin at whole pages: direct
 * input and output asks for that, and of Node's buffers nobody knows where they begin, but WebAssembly's do.
 */
export class AlignedRing {
  readonly #slots: readonly Slot[]
  #next = 0

  constructor(slots: number, bytes: number) {
    const { WebAssembly } = globalThis as unknown as { WebAssembly: { Memory: MemoryMaker } }
    const { buffer } = new WebAssembly.Memory({ initial: (slots * bytes) / PAGE })
    this.#slots = Array.from({ length: slots }, (_, index) => ({
      bytes: new Uint8Array(buffer, index * bytes, bytes),
      busy: Promise.resolve(),
    }))
  }

  /** The buffer that was used longest ago, when its work is done; rejects if that failed. */
  async take(): Promise<Slot> {
    const slot = this.#slots[this.#next] as Slot
    this.#next = (this.#next + 1) % this.#slots.length
    await slot.busy
    return slot
  }

  /** Resolves when no buffer is used any more; rejects with the first failure. */
  async idle(): Promise<void> {
    const ends = await Promise.allSettled(this.#slots.map((slot) => slot.busy))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }
}
