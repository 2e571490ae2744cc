import { CYCLES_PER_MS } from './core.ts'
import type { BoardElectrics } from './protocol.ts'

const WINDOW = 100 * CYCLES_PER_MS

/** Models the current of the board: what the chip draws awake or asleep, by their shares of the time, and its LED. */
export class PowerMeter {
  readonly #electrics: BoardElectrics
  #cycles = 0
  #slept = 0
  #share = 0

  constructor(electrics: BoardElectrics) {
    this.#electrics = electrics
  }

  /** Adds a stretch of device time, in cycles. */
  add(cycles: number, slept: number): void {
    this.#cycles += cycles
    this.#slept += slept
    if (this.#cycles < WINDOW) return
    this.#share = this.#slept / this.#cycles
    this.#cycles = 0
    this.#slept = 0
  }

  /** Current in amperes while the power is on. */
  current(led: boolean): number {
    const { activeCurrent, idleCurrent, ledCurrent } = this.#electrics
    const chip = activeCurrent + (idleCurrent - activeCurrent) * this.#share
    return chip + (led ? ledCurrent : 0)
  }
}
