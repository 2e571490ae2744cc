import type { Noise, NoisyLine } from '../avr-emulator/noise.ts'
import { createNoisyLine } from '../avr-emulator/noise.ts'
import { FaultPlan } from './fault-plan.ts'

/** What happens to a simulated device; its console and others hear it. */
export type BoardEvent =
  | { readonly kind: 'start'; readonly cause: string }
  | { readonly kind: 'off' }
  | { readonly kind: 'console-gone' }
  | { readonly kind: 'console-back' }
  | { readonly kind: 'closed' }

/** What the drivers of one simulated device have in common: its power and its faults. */
export class SimulatedBoard {
  /** Faults of the whole device. */
  readonly plan = new FaultPlan()
  networkLost = false
  diskFull = false
  consoleAway = false
  noise: NoisyLine | undefined
  #on = true
  #loop: NodeJS.Timeout | undefined
  readonly #listeners = new Set<(event: BoardEvent) => void>()

  get on(): boolean {
    return this.#on
  }

  /** Hears what happens from now on. */
  listen(listener: (event: BoardEvent) => void): void {
    this.#listeners.add(listener)
  }

  /** Says how the device begins, before anybody has switched it. */
  begin(on: boolean): void {
    this.#on = on
  }

  switch(on: boolean): void {
    if (on === this.#on) return
    this.#on = on
    this.#endLoop()
    if (on) this.restart('power-on')
    else this.tell({ kind: 'off' })
  }

  /** Starts the device anew, if it has power; a processor that hung works again. */
  restart(cause: string): void {
    if (!this.#on) return
    this.plan.hung = false
    this.tell({ kind: 'start', cause })
  }

  /** Restarts again and again. */
  bootLoop(every: number): void {
    this.#endLoop()
    this.#loop = setInterval(() => this.restart('watchdog'), Math.max(1, every))
  }

  setNoise(noise: Noise): void {
    this.noise = noise.rate === 0 && noise.lose === 0 ? undefined : createNoisyLine(noise)
  }

  /** Ends the faults that last, but for a hang. */
  endFaults(): void {
    this.#endLoop()
    this.plan.slow = 0
    this.plan.failEvery = 0
    this.plan.lie = false
    this.networkLost = false
    this.diskFull = false
    this.noise = undefined
  }

  tell(event: BoardEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Nothing happens by itself any more. */
  [Symbol.dispose](): void {
    this.#endLoop()
    this.tell({ kind: 'closed' })
    this.#listeners.clear()
  }

  #endLoop(): void {
    clearInterval(this.#loop)
    this.#loop = undefined
  }
}

const BOARD = Symbol('simulated board')

/** Marks an implementation as a part of a board, so that other drivers of the device find it. */
export function withBoard<T extends object>(implementation: T, board: SimulatedBoard): T {
  return Object.assign(implementation, { [BOARD]: board })
}

/** The board that one of these implementations is a part of; undefined if none is simulated. */
export function boardOf(implementations: readonly unknown[]): SimulatedBoard | undefined {
  return implementations
    .map((one) => (one as { readonly [BOARD]?: SimulatedBoard } | undefined)?.[BOARD])
    .find((board) => board !== undefined)
}
