import { AppendFile } from './append-file.ts'

/** Replaces secrets in a text. */
export type Mask = (text: string) => string

const BUFFER_SIZE = 65_536
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/**
 * The raw bytes of one console, buffered until the next flush. With a mask only whole lines are written, so that a
 * secret that comes in pieces is seen; what is masked keeps its length, so that offsets hold.
 */
export class ConsoleFile {
  readonly #file: AppendFile
  readonly #mask: Mask | undefined
  readonly #buffer = Buffer.allocUnsafe(BUFFER_SIZE)
  #filled = 0
  #length: number

  constructor(path: string, mask: Mask | undefined) {
    this.#file = new AppendFile(path)
    this.#mask = mask
    this.#length = this.#file.open()
  }

  /** How many bytes were added, those of an earlier process included. */
  get length(): number {
    return this.#length
  }

  add(bytes: Uint8Array): void {
    this.#length += bytes.length
    for (let done = 0; done < bytes.length; ) {
      const part = bytes.subarray(done, done + BUFFER_SIZE - this.#filled)
      this.#buffer.set(part, this.#filled)
      this.#filled += part.length
      done += part.length
      if (this.#filled === BUFFER_SIZE) this.#write(this.#writable() || BUFFER_SIZE)
    }
  }

  /** Writes what may be written now. */
  flush(): void {
    this.#write(this.#writable())
  }

  /** Writes everything. */
  close(): void {
    this.#write(this.#filled)
    this.#file.close()
  }

  #writable(): number {
    if (this.#mask === undefined) return this.#filled
    return this.#buffer.subarray(0, this.#filled).lastIndexOf(LINE_FEED) + 1
  }

  #write(length: number): void {
    if (length === 0) return
    const bytes = this.#buffer.subarray(0, length)
    this.#file.write(this.#mask === undefined ? bytes : maskBytes(bytes, this.#mask))
    this.#buffer.copyWithin(0, length, this.#filled)
    this.#filled -= length
  }
}

/** Lines without a secret stay as they are, byte by byte, whatever their encoding. */
function maskBytes(bytes: Buffer, mask: Mask): Buffer {
  const result = Buffer.from(bytes)
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start)
    const next = feed === -1 ? bytes.length : feed + 1
    const end = feed === -1 ? next : feed - (bytes[feed - 1] === CARRIAGE_RETURN ? 1 : 0)
    const line = bytes.toString('utf8', start, end)
    const masked = mask(line)
    if (masked !== line) result.fill('*', start, end).write(masked, start, end - start)
    start = next
  }
  return result
}
