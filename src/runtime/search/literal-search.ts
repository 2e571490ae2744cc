import type { ByteLog } from '../console/byte-log.ts'
import type { Found, Search } from './search.ts'

/** What a search needs of a log. */
export type ReadableLog = Pick<ByteLog, 'start' | 'end' | 'pieceAt' | 'slice'>

/** Looks for a text by its bytes: each byte is looked at once, whatever the chunks it came in. */
export class LiteralSearch implements Search {
  /** Every byte has been looked at as soon as it is there. */
  readonly behind = false
  readonly #log: ReadableLog
  readonly #pattern: Buffer
  /** No match starts before this offset. */
  #from: number

  constructor(log: ReadableLog, from: number, text: string) {
    this.#log = log
    this.#from = from
    this.#pattern = Buffer.from(text)
  }

  scan(): Found | undefined {
    const overlap = this.#pattern.length - 1
    this.#from = Math.max(this.#from, this.#log.start)
    while (this.#from + overlap < this.#log.end) {
      const piece = this.#log.pieceAt(this.#from)
      const start = this.#searchPiece(piece) ?? this.#searchBorder(piece, overlap)
      if (start !== undefined) return { start, end: start + this.#pattern.length }
    }
    return undefined
  }

  /** Where the text stands in a piece; moves on to the last bytes of it, which may begin a match. */
  #searchPiece(piece: Buffer): number | undefined {
    const index = piece.indexOf(this.#pattern)
    if (index !== -1) return this.#from + index
    this.#from += Math.max(0, piece.length - this.#pattern.length + 1)
    return undefined
  }

  /** A match that starts in the last bytes of a piece and ends behind it. */
  #searchBorder(piece: Buffer, overlap: number): number | undefined {
    const tail = Math.min(overlap, piece.length)
    const border = this.#log.slice(this.#from, this.#from + tail + overlap)
    const index = border.indexOf(this.#pattern)
    if (index !== -1) return this.#from + index
    this.#from += Math.max(0, Math.min(tail, border.length - overlap))
    return undefined
  }
}
