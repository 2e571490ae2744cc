import type { ByteListener, CallContext } from '../../runtime/driver.ts'
import { LabError, SuiteError } from '../../runtime/errors.ts'
import type { BoardRequests, BoardStart, LcdChange, PinEdge, RequestName } from '../avr-emulator/protocol.ts'
import type { BoardThread } from './board-thread.ts'
import { openBoardThread } from './board-thread.ts'

/** The board as the interfaces use it. Its thread starts with the first request, so that opening a bench is quick. */
export class LazyBoard implements AsyncDisposable {
  /** Hears the console; the runtime sets it when the driver is open. */
  listener: ByteListener | undefined
  /** True while nobody is at the other end of the console: what is said is lost. */
  consoleAway = false
  readonly device: string
  readonly #start: BoardStart
  readonly #edges = new Set<(edge: PinEdge) => void>()
  readonly #lcdChanges = new Set<(change: LcdChange) => void>()
  #thread: Promise<BoardThread> | undefined
  #closed = false
  #failed = false

  constructor(device: string, start: BoardStart) {
    this.device = device
    this.#start = start
  }

  /** Whether a thread was started; without one the board is off. Its failure does not show here but in every answer. */
  get started(): boolean {
    return this.#thread !== undefined && !this.#closed
  }

  /** Whether the thread still works: what only tidies up has nothing to do otherwise. */
  get working(): boolean {
    return this.started && !this.#failed
  }

  /** Whether device time is kept at wall time. */
  get paced(): boolean {
    return this.#start.pace === 'real'
  }

  /** Voltage of the board's supply while it is on. */
  get supply(): number {
    return this.#start.electrics.supply
  }

  /** Asks the board for something; a LabError when its thread has failed or the board was closed. */
  async ask<Name extends RequestName>(
    name: Name,
    params: BoardRequests[Name]['params'],
    { signal }: Partial<CallContext> = {},
  ): Promise<BoardRequests[Name]['answer']> {
    signal?.throwIfAborted()
    this.#thread ??= this.#open()
    return (await this.#thread).ask(name, params, signal)
  }

  /** Hears the edges of watched pins until the returned function is called. */
  onEdge(listener: (edge: PinEdge) => void): () => void {
    this.#edges.add(listener)
    return () => this.#edges.delete(listener)
  }

  /** Hears what watched displays show until the returned function is called. */
  onLcdChange(listener: (change: LcdChange) => void): () => void {
    this.#lcdChanges.add(listener)
    return () => this.#lcdChanges.delete(listener)
  }

  /** The error for what only works with the power on. */
  offError(what: string): SuiteError {
    const message = `${what} needs the power on, but ${this.device} is off.`
    return new SuiteError('device-off', message, { device: this.device, hint: 'Use "Power On" before.' })
  }

  /** Cuts the power and ends the thread. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#thread ??= Promise.reject(new LabError('board-closed', `${this.device} was closed.`))
    const thread = await this.#thread.catch(() => undefined)
    await thread?.[Symbol.asyncDispose]()
  }

  #open(): Promise<BoardThread> {
    return openBoardThread(this.#start, {
      bytes: (bytes) => {
        if (!this.consoleAway) this.listener?.bytes(bytes)
      },
      edge: (edge) => {
        for (const listener of this.#edges) listener(edge)
      },
      lcd: (change) => {
        for (const listener of this.#lcdChanges) listener(change)
      },
      failed: (error) => {
        this.#failed = true
        this.listener?.mark(error.message)
      },
    })
  }
}

const BOARD = Symbol('virtual board')

/** Marks pins as those of a board, so that what is soldered to them finds it. */
export function withLazyBoard<T extends object>(pins: T, board: LazyBoard): T {
  return Object.assign(pins, { [BOARD]: board })
}

/** The board that pins belong to; undefined if they are no virtual board's. */
export function boardOfPins(pins: object): LazyBoard | undefined {
  return (pins as { readonly [BOARD]?: LazyBoard })[BOARD]
}
