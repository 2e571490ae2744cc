/** What is read: a stream that can be held up for a moment. */
export interface Pausable {
  pause(): unknown
  resume(): unknown
}

const WINDOW_MS = 50
const PAUSE_MS = 4
/** Bytes and pieces in a millisecond above which reading pays for each piece more than for its bytes. */
const BUSY_BYTES = 100
/** No serial line says so much in a millisecond: what does, such as an emulator, is not held up. */
const FLOOD_BYTES = 600
const BUSY_PIECES = 0.4
/** Larger pieces need no gathering. */
const LARGE_PIECE = 2048

/**
 * Lets the system gather what comes without end in small pieces, for 4 ms at a time: at 3 Mbaud a piece comes every
 * millisecond, and each costs all the way to the record. What comes now and then is read at once.
 */
export class Gathering implements Disposable {
  readonly #stream: Pausable
  #flows = true
  #gathers = false
  #bytes = 0
  #pieces = 0
  #since = performance.now()
  #pause: NodeJS.Timeout | undefined

  constructor(stream: Pausable) {
    this.#stream = stream
  }

  /** A piece was read. */
  heard(length: number): void {
    this.#bytes += length
    this.#pieces++
    const elapsed = performance.now() - this.#since
    if (elapsed > WINDOW_MS) this.#judge(elapsed)
    if (!this.#gathers || !this.#flows || this.#pause !== undefined) return
    this.#stream.pause()
    this.#pause = setTimeout(() => this.#goOn(), PAUSE_MS)
  }

  /** Lets the stream flow, or holds it up until it may flow again. */
  setFlow(on: boolean): void {
    this.#flows = on
    if (!on) this.#stream.pause()
    else if (this.#pause === undefined) this.#stream.resume()
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#pause)
    this.#flows = false
  }

  #judge(elapsed: number): void {
    const isFast = this.#bytes > BUSY_BYTES * elapsed && this.#bytes < FLOOD_BYTES * elapsed
    const isBusy = isFast && this.#bytes < LARGE_PIECE * this.#pieces
    // While it gathers, pieces are few because of that.
    this.#gathers = isBusy && (this.#gathers || this.#pieces > BUSY_PIECES * elapsed)
    this.#bytes = 0
    this.#pieces = 0
    this.#since = performance.now()
  }

  #goOn(): void {
    this.#pause = undefined
    if (this.#flows) this.#stream.resume()
  }
}
