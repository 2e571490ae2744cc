import type { StreamListener } from '../connection.ts'
import type { ByteLog, Mark } from '../console/byte-log.ts'

/** The longest piece that is handed over at once. */
const LONGEST_PIECE = 65_536

/**
 * Reads a log for a listener that says how much it can take: what it has no room for stays in the log, and comes when
 * it grants more. Bytes that the log had to drop meanwhile are counted by a mark in their place.
 */
export class PacedReader {
  readonly #log: ByteLog
  readonly #listener: StreamListener
  #cursor: number
  #limit: number
  #lastMark: Mark | undefined
  #end: { readonly error: Error | undefined } | undefined

  constructor(log: ByteLog, listener: StreamListener, from: number, window: number) {
    this.#log = log
    this.#listener = listener
    this.#cursor = from
    this.#limit = from + window
    this.#lastMark = log.marks.findLast((mark) => mark.offset < from)
  }

  /** Offset of the first byte that was not handed over. */
  get cursor(): number {
    return this.#cursor
  }

  /** How many bytes wait for the listener. */
  get lag(): number {
    return this.#log.end - this.#cursor
  }

  /** The listener has room for so many bytes more. */
  grant(bytes: number): void {
    this.#limit += bytes
    this.read()
  }

  /** What is sent is told at once: the device has it, too, before it answers. */
  sent(bytes: Uint8Array, time: number): void {
    this.#listener.sent?.(bytes, time)
  }

  /** Nothing more comes: the listener hears it when it has taken all. */
  end(error: Error | undefined): void {
    this.#end = { error }
    this.read()
  }

  /** Hands over what there is and what the listener has room for. */
  read(): void {
    this.#readMarked()
    const end = this.#end
    if (end === undefined || this.#cursor < this.#log.end) return
    this.#end = undefined
    this.#listener.ended?.(end.error)
  }

  #readMarked(): void {
    this.#skipDropped()
    for (;;) {
      const mark = this.#nextMark()
      // What stands before the log's first byte waits until there is room to say so.
      if (this.#cursor < this.#log.start) return
      this.#readTo(Math.min(this.#limit, mark?.offset ?? this.#log.end))
      if (mark === undefined || mark.offset > this.#cursor) return
      this.#lastMark = mark
      this.#listener.mark(mark.text, mark.offset, mark.time, mark.away)
    }
  }

  #readTo(end: number): void {
    while (this.#cursor < end && this.#listener.hasRoom?.() !== false) {
      const longest = Math.min(LONGEST_PIECE, end - this.#cursor)
      const { bytes, time } = this.#log.arrivalAt(this.#cursor, longest)
      const offset = this.#cursor
      this.#cursor += bytes.length
      this.#listener.bytes(bytes, offset, time)
    }
  }

  #nextMark(): Mark | undefined {
    const { marks } = this.#log
    if (marks.at(-1) === this.#lastMark) return undefined
    const known = this.#lastMark === undefined ? -1 : marks.lastIndexOf(this.#lastMark)
    return marks.slice(known + 1).find((mark) => mark.offset >= this.#cursor)
  }

  #skipDropped(): void {
    const { start } = this.#log
    const dropped = start - this.#cursor
    if (dropped <= 0 || this.#limit <= this.#cursor) return
    this.#limit += dropped
    this.#cursor = start
    this.#listener.mark(
      `${dropped} bytes were dropped: nobody took them`,
      start,
      this.#log.timeAt(start) ?? 0,
    )
  }
}
