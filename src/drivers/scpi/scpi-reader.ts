import type { ByteLink } from '../links/byte-link.ts'
import { unreadableAnswer } from './scpi-error.ts'

const NEWLINE = 0x0a
const HASH = 0x23

/** Takes answers out of the bytes of a link: lines, and blocks of bytes with their length in front. */
export class ScpiReader {
  readonly #link: Pick<ByteLink, 'read'>
  #rest: Uint8Array = new Uint8Array()

  constructor(link: Pick<ByteLink, 'read'>) {
    this.#link = link
  }

  /** The next line, without its end. */
  async line(signal: AbortSignal): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#rest.indexOf(NEWLINE, from)
      if (end >= 0) return new TextDecoder().decode(this.#take(end + 1)).trim()
      from = this.#rest.length
      await this.#more(signal)
    }
  }

  /** The bytes of a block: `#`, how many digits follow, the length in so many digits, the bytes, a line end. */
  async block(signal: AbortSignal): Promise<Uint8Array> {
    await this.#atLeast(2, signal)
    const digits = (this.#rest[1] ?? 0) - 0x30
    if (this.#rest[0] !== HASH || digits < 1 || digits > 9)
      throw unreadableAnswer('a block of bytes', await this.line(signal))
    await this.#atLeast(2 + digits, signal)
    const length = Number(new TextDecoder().decode(this.#rest.subarray(2, 2 + digits)))
    await this.#atLeast(2 + digits + length, signal)
    const bytes = this.#take(2 + digits + length).slice(2 + digits)
    await this.line(signal)
    return bytes
  }

  async #atLeast(length: number, signal: AbortSignal): Promise<void> {
    const parts = [this.#rest]
    let have = this.#rest.length
    while (have < length) {
      const chunk = await this.#link.read(signal)
      parts.push(chunk)
      have += chunk.length
    }
    if (parts.length > 1) this.#rest = new Uint8Array(Buffer.concat(parts))
  }

  #more(signal: AbortSignal): Promise<void> {
    return this.#atLeast(this.#rest.length + 1, signal)
  }

  #take(length: number): Uint8Array {
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return taken
  }
}
