/** Chunks up to this size are copied together; larger ones are kept as they are, without a copy. */
const SMALL_CHUNK = 4096
const SLAB_SIZE = 65_536

interface Block {
  /** Absolute offset of the block's first byte. */
  readonly start: number
  /** Absolute offset behind its last byte; the last block may still grow. */
  end: number
  readonly memory: Buffer
}

/** The last bytes of an endless stream, at absolute offsets. Appending costs the bytes appended, whatever came before. */
export class ByteBlocks {
  readonly #keep: number
  readonly #blocks: Block[] = []
  readonly #first: number
  /** What is left of the memory that small chunks are copied to. */
  #spare: Buffer = Buffer.alloc(0)

  /** At least `keep` bytes stay readable; the first byte will stand at `first`. */
  constructor(keep: number, first = 0) {
    this.#keep = keep
    this.#first = first
  }

  /** Offset of the first byte that is still kept. */
  get start(): number {
    return this.#blocks[0]?.start ?? this.#first
  }

  /** Offset behind the last byte. */
  get end(): number {
    return this.#blocks[this.#blocks.length - 1]?.end ?? this.#first
  }

  /** Adds bytes; a chunk that is not small is kept without a copy and belongs to the log from now on. */
  append(chunk: Uint8Array): void {
    if (chunk.length > SMALL_CHUNK) {
      this.#closeSlab()
      this.#push(asBuffer(chunk), chunk.length)
    } else if (chunk.length > 0) this.#copy(chunk)
  }

  /** Forgets the oldest blocks that are not needed to keep what was promised. */
  trim(): void {
    const limit = this.end - this.#keep
    while ((this.#blocks[1]?.start ?? Number.POSITIVE_INFINITY) <= limit) this.#blocks.shift()
  }

  /** The bytes from an offset to the end of the block that holds it, without a copy; empty at the end. */
  pieceAt(offset: number): Buffer {
    const block = this.#blocks[this.#find(offset)]
    if (block === undefined || offset >= block.end || offset < block.start) return Buffer.alloc(0)
    return block.memory.subarray(offset - block.start, block.end - block.start)
  }

  /** The bytes between two offsets, as far as they are kept; without a copy when one block holds them all. */
  slice(from: number, to: number): Buffer {
    const pieces: Buffer[] = []
    let offset = Math.max(from, this.start)
    const end = Math.min(to, this.end)
    while (offset < end) {
      const piece = this.pieceAt(offset).subarray(0, end - offset)
      pieces.push(piece)
      offset += piece.length
    }
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
  }

  #copy(chunk: Uint8Array): void {
    const last = this.#blocks[this.#blocks.length - 1]
    const room = last === undefined ? 0 : last.memory.length - (last.end - last.start)
    if (last !== undefined && room >= chunk.length) {
      last.memory.set(chunk, last.end - last.start)
      last.end += chunk.length
      return
    }
    this.#closeSlab()
    this.#push(this.#fillSlab(chunk), chunk.length)
  }

  #fillSlab(chunk: Uint8Array): Buffer {
    if (this.#spare.length < chunk.length) this.#spare = Buffer.allocUnsafeSlow(SLAB_SIZE)
    this.#spare.set(chunk)
    return this.#spare
  }

  #push(memory: Buffer, length: number): void {
    this.#blocks.push({ start: this.end, end: this.end + length, memory })
  }

  /** When a block ends before its slab does, the rest of the slab becomes the memory of the next small chunks. */
  #closeSlab(): void {
    const last = this.#blocks[this.#blocks.length - 1]
    if (last === undefined || last.memory !== this.#spare) return
    this.#spare = last.memory.subarray(last.end - last.start)
  }

  #find(offset: number): number {
    let low = 0
    let high = this.#blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#blocks[middle] as Block).start <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
