/** Who asks a peer for signs of life. */
export interface HeartbeatListener {
  /** Asks the peer for a sign of life. */
  ask(token: number): void
  /** Nothing came for two beats. */
  silent(): void
}

/** Notices when a peer falls silent. Beats are counted, not time: a process that is busy is late itself. */
export class Heartbeat {
  readonly #listener: HeartbeatListener
  readonly #interval: number
  #timer: NodeJS.Timeout | undefined
  #heard = true
  #heardAt = 0
  #missed = 0

  /** `interval` in milliseconds. */
  constructor(listener: HeartbeatListener, interval: number) {
    this.#listener = listener
    this.#interval = interval
  }

  /** When the peer was heard last, by `performance.now()`. */
  get heardAt(): number {
    return this.#heardAt
  }

  start(): void {
    this.hear()
    this.#missed = 0
    this.#timer = setInterval(() => this.#beat(), this.#interval)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Something came from the peer. */
  hear(): void {
    this.#heard = true
    this.#heardAt = performance.now()
  }

  /** A beat counts as missed unless something came in it. */
  #beat(): void {
    const isQuiet = performance.now() - this.#heardAt > 0.9 * this.#interval
    if (this.#heard) this.#missed = isQuiet ? 1 : 0
    else this.#missed += 1
    this.#heard = false
    if (this.#missed >= 2) this.#listener.silent()
    else this.#listener.ask(this.#missed)
  }
}
