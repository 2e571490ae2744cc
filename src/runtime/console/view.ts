import type { ByteLog, Mark } from './byte-log.ts'

/** Where a view begins and when it ends. */
export interface ViewOptions {
  /** An offset; from now on if left out. */
  readonly from?: number | undefined
  /** Ends the view, without an error. A view also ends when its log is closed. */
  readonly signal?: AbortSignal | undefined
}

/** Bytes of a console as a viewer gets them. */
export interface ConsoleBytes {
  readonly kind: 'bytes'
  readonly offset: number
  readonly time: number
  readonly bytes: Buffer
}

/** What a viewer gets: bytes and marks, in order. */
export type ConsoleEntry = ConsoleBytes | Mark

/** A line of a console, without its line end. */
export interface ConsoleLine {
  /** Offset of its first byte. */
  readonly offset: number
  /** When its first byte came, in epoch milliseconds. */
  readonly time: number
  readonly text: string
}

/** Shows a log as it grows. A viewer that is slower than the log can keep is told what it missed; it slows nobody down. */
export async function* viewLog(log: ByteLog, options: ViewOptions = {}): AsyncGenerator<ConsoleEntry> {
  const place = new Place(log, options.from)
  const isOver = () => log.closedBy !== undefined || options.signal?.aborted === true
  for (;;) {
    const entry = place.next()
    if (entry !== undefined) yield entry
    else if (isOver()) return
    else await nextChange(log, options.signal)
  }
}

/** Shows the lines of a log as they are completed; the last one also when the view ends. */
export async function* viewLines(log: ByteLog, options: ViewOptions = {}): AsyncGenerator<ConsoleLine> {
  let line: ConsoleBytes[] = []
  for await (const entry of viewLog(log, options)) {
    if (entry.kind === 'mark') continue
    let start = 0
    for (let feed = entry.bytes.indexOf(10); feed !== -1; feed = entry.bytes.indexOf(10, start)) {
      yield joinLine(log, [...line, part(entry, start, feed)])
      line = []
      start = feed + 1
    }
    if (start < entry.bytes.length) line.push(part(entry, start, entry.bytes.length))
  }
  if (line.length > 0) yield joinLine(log, line)
}

/** How far a viewer has got. */
class Place {
  readonly #log: ByteLog
  #offset: number
  #mark: Mark | undefined

  constructor(log: ByteLog, from: number | undefined) {
    this.#log = log
    this.#offset = from ?? log.end
    this.#mark = from === undefined ? log.marks.at(-1) : log.marks.findLast((mark) => mark.offset < from)
  }

  /** What comes next, as far as it is there already. */
  next(): ConsoleEntry | undefined {
    const log = this.#log
    if (this.#offset < log.start) return this.#miss(log.start)
    const mark = this.#mark === undefined ? log.marks[0] : log.marks[log.marks.lastIndexOf(this.#mark) + 1]
    if (mark !== undefined && mark.offset <= this.#offset) {
      this.#mark = mark
      return mark
    }
    const bytes = log.pieceAt(this.#offset).subarray(0, (mark?.offset ?? log.end) - this.#offset)
    if (bytes.length === 0) return undefined
    const offset = this.#offset
    this.#offset += bytes.length
    return { kind: 'bytes', offset, time: log.timeAt(offset) ?? 0, bytes }
  }

  #miss(start: number): Mark {
    const text = `${start - this.#offset} bytes were dropped`
    this.#offset = start
    return { kind: 'mark', offset: start, time: this.#log.timeAt(start) ?? 0, text }
  }
}

function nextChange(log: ByteLog, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      stop()
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const stop = log.listen({ bytes: wake, mark: wake, closed: wake })
    signal?.addEventListener('abort', wake)
  })
}

function part(entry: ConsoleBytes, from: number, to: number): ConsoleBytes {
  return { ...entry, offset: entry.offset + from, bytes: entry.bytes.subarray(from, to) }
}

function joinLine(log: ByteLog, parts: readonly ConsoleBytes[]): ConsoleLine {
  const first = parts[0] as ConsoleBytes
  const { offset } = first
  const time = log.timeAt(offset) ?? first.time
  const text = Buffer.concat(parts.map(({ bytes }) => bytes)).toString()
  return { offset, time, text: text.replace(/\r+$/, '') }
}
