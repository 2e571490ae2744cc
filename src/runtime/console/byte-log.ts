import { performance } from 'node:perf_hooks'
import { ByteBlocks } from './byte-blocks.ts'
import { TimeIndex } from './time-index.ts'

/** Something that happened at a place in the stream: the port went away, bytes were lost… */
export interface Mark {
  readonly kind: 'mark'
  /** Offset of the byte that comes after the mark. */
  readonly offset: number
  /** Milliseconds since the Unix epoch. */
  readonly time: number
  readonly text: string
  /** True if nothing could come from then on, false if it could again; left out where that did not change. */
  readonly away?: boolean
}

/** Bytes that were sent to the device, at the place in its output where that happened. */
export interface Sent {
  readonly kind: 'sent'
  readonly offset: number
  readonly time: number
  readonly bytes: Uint8Array
}

/**
 * Hears what happens to a log, in order, at once; offsets are absolute, times epoch milliseconds. A listener
 * must not throw.
 */
export interface LogListener {
  bytes?(chunk: Uint8Array, offset: number, time: number): void
  sent?(bytes: Uint8Array, offset: number, time: number): void
  mark?(text: string, offset: number, time: number, away?: boolean): void
  /** No more bytes will come, for this reason. */
  closed?(reason: Error): void
}

/** The options of a {@link ByteLog}. */
export interface ByteLogOptions {
  /** How many bytes stay readable at least; 16 MiB if left out, never less than 1 MiB. */
  readonly keep?: number
  /** Offset of the first byte that will come; 0 if left out. */
  readonly start?: number
}

/** Reading it from `performance` costs as much as a small chunk. */
const ORIGIN = performance.timeOrigin
const DEFAULT_KEEP = 16 * 1024 * 1024
const SMALLEST_KEEP = 1024 * 1024
/** Marks and sent lines are small, but a log can live for weeks. */
const KEPT_NOTES = 10_000

/**
 * The history of one console: the bytes that came, at absolute offsets, with the marks and what was sent
 * between them. Connections append; consoles, viewers and records read without disturbing each other.
 */
export class ByteLog {
  readonly #blocks: ByteBlocks
  readonly #times = new TimeIndex()
  readonly #listeners = new Set<LogListener>()
  readonly #marks: Mark[] = []
  readonly #sent: Sent[] = []
  #arrival = Number.NEGATIVE_INFINITY
  #away: Mark | undefined
  #closed: Error | undefined

  constructor({ keep = DEFAULT_KEEP, start = 0 }: ByteLogOptions = {}) {
    this.#blocks = new ByteBlocks(Math.max(keep, SMALLEST_KEEP), start)
  }

  /** Offset of the first byte that is still readable; what stood before was dropped to bound the memory. */
  get start(): number {
    return this.#blocks.start
  }

  /** Offset behind the last byte: the number of bytes that ever came, when the log starts at 0. */
  get end(): number {
    return this.#blocks.end
  }

  /** When the last byte came, by `performance.now()` of this process; minus infinity if none came. */
  get lastArrival(): number {
    return this.#arrival
  }

  /** Why no more bytes will come; undefined while the log is open. */
  get closedBy(): Error | undefined {
    return this.#closed
  }

  /** Since when and why nothing can come; undefined while it can. */
  get away(): Mark | undefined {
    return this.#away
  }

  /** The marks, oldest first. */
  get marks(): readonly Mark[] {
    return this.#marks
  }

  /** What was sent, oldest first. */
  get sends(): readonly Sent[] {
    return this.#sent
  }

  /** Adds bytes from the device; the chunk belongs to the log from now on. `time` is epoch milliseconds. */
  append(chunk: Uint8Array, time?: number): void {
    if (chunk.length === 0) return
    this.#arrival = performance.now()
    this.#add(chunk, time ?? ORIGIN + this.#arrival)
  }

  /** Notes that the stream was disturbed here, such as `port disappeared`. */
  mark(text: string, time: number = epochNow(), away?: boolean): void {
    const mark: Mark = { kind: 'mark', offset: this.end, time, text, ...(away !== undefined && { away }) }
    if (away !== undefined) this.#away = away ? mark : undefined
    keepNote(this.#marks, mark)
    for (const listener of this.#listeners) listener.mark?.(text, this.end, time, away)
  }

  /** Notes what was sent to the device. */
  sent(bytes: Uint8Array, time: number = epochNow()): void {
    keepNote(this.#sent, { kind: 'sent', offset: this.end, time, bytes })
    for (const listener of this.#listeners) listener.sent?.(bytes, this.end, time)
  }

  /** Ends the log: whoever waits for more gets the reason. The bytes stay readable. */
  close(reason: Error): void {
    if (this.#closed !== undefined) return
    this.#closed = reason
    for (const listener of this.#listeners) listener.closed?.(reason)
  }

  /** Starts telling a listener what happens from now on; call the result to stop. */
  listen(listener: LogListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells a listener what came from an offset on, as far as it is kept: bytes with their times, marks between them. */
  replay(from: number, listener: LogListener): void {
    let offset = Math.max(from, this.start)
    for (const mark of this.#marks.filter((note) => note.offset >= offset)) {
      offset = this.#replayBytes(offset, mark.offset, listener)
      listener.mark?.(mark.text, mark.offset, mark.time, mark.away)
    }
    this.#replayBytes(offset, this.end, listener)
  }

  /** The bytes between two offsets, as far as they are kept. Not a copy: do not write to it. */
  slice(from: number, to: number = this.end): Buffer {
    return this.#blocks.slice(from, to)
  }

  /** Some bytes from an offset on, as many as lie together in memory; empty at the end. Not a copy. */
  pieceAt(offset: number): Buffer {
    return this.#blocks.pieceAt(offset)
  }

  /** Bytes from an offset on that came together, at most so many, and when. Not a copy. */
  arrivalAt(offset: number, longest: number): { readonly bytes: Buffer; readonly time: number } {
    const together = Math.min(longest, this.#times.nextAfter(offset) - offset)
    return { bytes: this.pieceAt(offset).subarray(0, together), time: this.#times.at(offset) ?? 0 }
  }

  /** When the byte at an offset came, in epoch milliseconds, to the millisecond; undefined if it did not yet. */
  timeAt(offset: number): number | undefined {
    return offset < this.end ? this.#times.at(offset) : undefined
  }

  #add(chunk: Uint8Array, time: number): void {
    const offset = this.end
    this.#times.add(offset, time)
    this.#blocks.append(chunk)
    for (const listener of this.#listeners) listener.bytes?.(chunk, offset, time)
    this.#blocks.trim() // only now: a wait that is far behind has just caught up
    this.#times.trim(this.start)
  }

  #replayBytes(from: number, to: number, listener: LogListener): number {
    let offset = from
    while (offset < to) {
      const { bytes, time } = this.arrivalAt(offset, to - offset)
      listener.bytes?.(bytes, offset, time)
      offset += bytes.length
    }
    return offset
  }
}

/** Milliseconds since the Unix epoch with microseconds behind the point; never goes back within a process. */
function epochNow(): number {
  return ORIGIN + performance.now()
}

function keepNote<T>(notes: T[], note: T): void {
  notes.push(note)
  if (notes.length > KEPT_NOTES) notes.splice(0, KEPT_NOTES / 2)
}
