import type { StreamListener } from '../connection.ts'
import { ByteLog } from '../console/byte-log.ts'
import { Console } from '../console/console.ts'
import type { ByteChannel, CallContext } from '../driver.ts'
import { secrets } from '../secrets.ts'
import { PacedReader } from './paced-reader.ts'

/** A driver that can wait is told to when a reader is so far behind, and to go on when it is so near again. */
const PAUSE_LAG = 4 * 1024 * 1024
const RESUME_LAG = 1024 * 1024
/** Who only looks on sees so many bytes of what came before. */
const SCROLLBACK = 65_536

/** One who listens to a stream. */
export interface Listening {
  /** The listener has room for so many bytes more. */
  grant(bytes: number): void
  stop(): void
}

/** A byte stream of an open device: one reader that is always on, everything kept, and any number of listeners. */
export class DeviceStream {
  readonly log = new ByteLog()
  readonly #channel: ByteChannel
  readonly #readers = new Set<PacedReader>()
  /** Those who only look on: they neither hold the device up nor count as having heard. */
  readonly #viewers = new Set<PacedReader>()
  #heard = 0
  #paused = false
  #ended: { readonly error: Error | undefined } | undefined

  constructor(channel: ByteChannel) {
    this.#channel = channel
    channel.listen({
      bytes: (chunk) => this.#take(chunk),
      mark: (text, away) => this.#mark(text, away),
      ended: (error) => this.#end(error),
    })
    this.log.listen({ sent: (bytes, _offset, time) => this.#tellSent(bytes, time) })
  }

  /** Where the last listener stopped: what came since then is unheard. */
  get heard(): number {
    return this.#readers.size > 0 ? this.log.end : this.#heard
  }

  /** Delivers everything from an offset on, at most `window` bytes before the listener grants more. */
  listen(from: number, listener: StreamListener, window = Number.POSITIVE_INFINITY): Listening {
    const reader = new PacedReader(this.log, listener, from, window)
    this.#readers.add(reader)
    if (this.#ended === undefined) reader.read()
    else reader.end(this.#ended.error)
    return {
      grant: (bytes) => {
        reader.grant(bytes)
        this.#pace()
      },
      stop: () => {
        if (this.#readers.delete(reader)) this.#heard = reader.cursor
        this.#pace()
      },
    }
  }

  /** Delivers what was said last and all that comes to one who only looks on. */
  view(listener: StreamListener, window = Number.POSITIVE_INFINITY): Listening & { readonly start: number } {
    const start = Math.max(this.log.start, this.log.end - SCROLLBACK)
    const viewer = new PacedReader(this.log, listener, start, window)
    this.#viewers.add(viewer)
    viewer.read()
    return { start, grant: (bytes) => viewer.grant(bytes), stop: () => void this.#viewers.delete(viewer) }
  }

  /** The stream as tests see a console, with a cursor of its own: for drivers that stand on it. */
  console(device: string): Console {
    return new Console({ device, log: this.log, write: (bytes, context) => this.write(bytes, context) })
  }

  async write(bytes: Uint8Array, context: CallContext): Promise<void> {
    await this.#channel.write(bytes, context)
  }

  #take(chunk: Uint8Array): void {
    this.log.append(chunk, Date.now())
    this.#read()
  }

  /** Drivers know secrets that their clients do not. */
  #tellSent(bytes: Uint8Array, time: number): void {
    const text = secrets.isEmpty ? '' : Buffer.from(bytes).toString()
    const masked = secrets.mask(text)
    const shown = masked === text ? bytes : Buffer.from(masked)
    for (const reader of [...this.#readers, ...this.#viewers]) reader.sent(shown, time)
  }

  #mark(text: string, away: boolean | undefined): void {
    this.log.mark(text, Date.now(), away)
    this.#read()
  }

  #end(error: Error | undefined): void {
    if (this.#ended !== undefined) return
    this.#ended = { error }
    for (const reader of this.#readers) reader.end(error)
  }

  #read(): void {
    for (const reader of [...this.#readers, ...this.#viewers]) reader.read()
    this.#pace()
  }

  /** Nothing is lost at a device that can wait, however slow its readers are. */
  #pace(): void {
    if (this.#channel.setFlow === undefined) return
    const lag = Math.max(0, ...[...this.#readers].map((reader) => reader.lag))
    const pause = lag > (this.#paused ? RESUME_LAG : PAUSE_LAG)
    if (pause === this.#paused) return
    this.#paused = pause
    this.#channel.setFlow(!pause)
  }
}
