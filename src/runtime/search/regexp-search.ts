import type { ReadableLog } from './literal-search.ts'
import type { RegExpShape } from './regexp-shape.ts'
import { shapeOf } from './regexp-shape.ts'
import type { Found, Search } from './search.ts'
import { byteLengthOfUnits, completeLength } from './utf8.ts'

/** A match is at most this long, in UTF-16 units; a longer one may be missed. */
export const LONGEST_MATCH = 65_536
/** How much is decoded and searched at a time. */
const PIECE = 262_144
/** How much text before the search is kept for looking behind. */
const CONTEXT = 1024
/** Text up to this length is searched again for every byte; longer text when enough has come to pay for it. */
const CHEAP = 1024
/** A match with so much text behind it counts as it is. */
const FAR_BEHIND = 4096

/**
 * Looks for a regular expression in growing text at a cost linear in the bytes: what was searched in vain is searched
 * again only as far as a match may still begin there, and only when as much again has come, or the input pauses.
 */
export class RegExpSearch implements Search {
  behind = false
  readonly #log: ReadableLog
  readonly #regexp: RegExp
  readonly #shape: RegExpShape
  /** Decoded bytes from offset `#base` to `#next`; a match may start at index `#from` or later. */
  #text = ''
  #base: number
  #next: number
  #from = 0
  /** Length of the text when it was last searched. */
  #searched = -1
  /** Whether a line feed came since. */
  #lineEnded = false
  /** Whether there is a match that more text may change. */
  #undecided = false

  constructor(log: ReadableLog, from: number, pattern: RegExp) {
    this.#log = log
    this.#base = from
    this.#next = from
    this.#shape = shapeOf(pattern)
    this.#regexp = new RegExp(pattern, `${pattern.flags.replace(/[gy]/g, '')}g`)
  }

  scan(paused: boolean): Found | undefined {
    this.#skipDropped()
    for (;;) {
      const exhausted = this.#take() < PIECE - 3
      if (exhausted && !this.#isWorthwhile(paused)) return undefined
      const match = this.#search()
      if (match !== null && this.#isDecided(match, paused && exhausted)) return this.#found(match)
      this.#undecided = match !== null
      this.behind = this.#undecided
      if (match === null) this.#forget()
      if (exhausted) return undefined
    }
  }

  #skipDropped(): void {
    if (this.#base >= this.#log.start) return
    this.#base = this.#next = this.#log.start
    this.#text = ''
    this.#from = 0
    this.#searched = -1
  }

  #take(): number {
    const bytes = this.#log.slice(this.#next, this.#next + PIECE)
    const piece = bytes.subarray(0, completeLength(bytes))
    if (piece.length === 0) return 0
    this.#text += piece.toString()
    this.#next += piece.length
    this.#lineEnded ||= piece.includes(10)
    return piece.length
  }

  /** Searching again costs the pending text; it must have grown by half, unless the input has paused. */
  #isWorthwhile(paused: boolean): boolean {
    const fresh = this.#text.length - this.#searched
    if (fresh === 0 || paused) return fresh > 0 || this.behind
    const pending = this.#searched - this.#from
    const lineDecides = this.#lineEnded && (this.#undecided || !this.#shape.crossesLines)
    const worthwhile = pending <= CHEAP || fresh * 2 >= pending || lineDecides
    if (!worthwhile) this.behind = true
    return worthwhile
  }

  #search(): RegExpExecArray | null {
    this.#searched = this.#text.length
    this.#lineEnded = false
    this.#regexp.lastIndex = this.#from
    return this.#regexp.exec(this.#text)
  }

  /** A number at the very end may get more digits: such a match counts when its line ends or the input pauses. */
  #isDecided(match: RegExpExecArray, paused: boolean): boolean {
    if (this.#shape.fixed || paused) return true
    const end = match.index + match[0].length
    return this.#text.length - end >= FAR_BEHIND || this.#text.indexOf('\n', end) !== -1
  }

  /** Moves on past the text in which no match can begin any more. */
  #forget(): void {
    const { length } = this.#text
    const line = this.#shape.crossesLines ? 0 : this.#text.lastIndexOf('\n') + 1
    this.#from = Math.max(this.#from, length - LONGEST_MATCH, line)
    let cut = this.#from - CONTEXT
    if (cut < FAR_BEHIND) return
    if (isLowSurrogate(this.#text.charCodeAt(cut))) cut -= 1
    this.#base += this.#bytesOf(cut)
    this.#text = this.#text.slice(cut)
    this.#from -= cut
    this.#searched -= cut
  }

  #found(match: RegExpExecArray): Found {
    const start = this.#base + this.#bytesOf(match.index)
    const end = this.#base + this.#bytesOf(match.index + match[0].length)
    return { start, end, match }
  }

  /** Bytes of the first units of the text: as many as units when there are as many bytes as units in all of it. */
  #bytesOf(units: number): number {
    if (this.#text.length === this.#next - this.#base) return units
    return byteLengthOfUnits(this.#log.slice(this.#base, this.#next), units)
  }
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
