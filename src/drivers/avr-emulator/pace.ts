import type { Board } from './board.ts'
import { CYCLES_PER_MS } from './core.ts'

/** Device time that a fast board may run ahead of the last request. */
const AHEAD = 10_000 * CYCLES_PER_MS
/** Device time between two looks at the clock; what the board sent meanwhile is reported then. */
const STEP = 2 * CYCLES_PER_MS
/** Wall time of one turn, so that requests never wait long. */
const TURN_MS = 1
/** A board that lags further behind than this (the machine is too slow, or slept) stops trying to catch up. */
const WORST_LAG = 250 * CYCLES_PER_MS
/** A board that lags this far behind gets its next turn at once. */
const HURRY = 4 * CYCLES_PER_MS
/** Wall time between two turns: short while something moves, longer while the board only waits. */
const ACTIVE_PAUSE_MS = 1
const IDLE_PAUSE_MS = 5

/** Keeps a board's device time in step with wall time, or lets it run ahead. */
export class Pace {
  readonly #board: Board
  readonly #free: boolean
  readonly #flush: () => void
  #limit = 0
  #origin = 0
  #timer: NodeJS.Timeout | undefined
  #immediate: NodeJS.Immediate | undefined

  /** `flush` is called after each stretch of device time. */
  constructor(board: Board, pace: 'real' | 'fast', flush: () => void) {
    this.#board = board
    this.#free = pace === 'fast'
    this.#flush = flush
  }

  /** The power came on: device time goes on from where it stood. */
  start(): void {
    this.#rebase()
    this.stimulate()
  }

  /** Brings device time up to date, as far as that is possible at once; a board that runs ahead is past it anyway. */
  catchUp(): void {
    if (this.#board.now >= this.#limit) this.#turn(performance.now())
  }

  /** Someone asked the board for something: a fast board may run ahead again. */
  stimulate(): void {
    if (this.#free) this.#limit = this.#board.now + AHEAD
    this.#schedule()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#immediate)
    if (!this.#board.on) return
    const hurry = this.#due(performance.now()) - this.#board.now > HURRY
    if (hurry) this.#immediate = setImmediate(() => this.#tick())
    else this.#timer = setTimeout(() => this.#tick(), this.#pause)
  }

  get #pause(): number {
    return this.#board.idle && !this.#board.line.busy ? IDLE_PAUSE_MS : ACTIVE_PAUSE_MS
  }

  #tick(): void {
    this.#turn(performance.now())
    this.#schedule()
  }

  /** Runs the board for at most a turn. */
  #turn(began: number): void {
    const board = this.#board
    const ahead = board.now < this.#limit
    const due = this.#due(began)
    while (board.on && board.now < due && performance.now() - began < TURN_MS) {
      board.run(Math.min(due, board.now + STEP))
      this.#flush()
    }
    if (ahead || due - board.now > WORST_LAG) this.#rebase()
  }

  /** Device time that should be reached by now, in whole cycles. */
  #due(wall: number): number {
    return Math.max(this.#limit, Math.floor((wall - this.#origin) * CYCLES_PER_MS))
  }

  /** Takes the present device time as right. */
  #rebase(): void {
    this.#origin = performance.now() - this.#board.now / CYCLES_PER_MS
  }
}
