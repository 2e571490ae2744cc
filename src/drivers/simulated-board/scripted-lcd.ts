import type { BoardEvent, SimulatedBoard } from '../simulated/simulated-board.ts'
import { Broadcast } from '../simulated-signals/broadcast.ts'

interface Script {
  readonly columns: number
  readonly rows: number
  readonly boot: readonly string[]
  /** Milliseconds. */
  readonly bootTime: number
  readonly text: readonly string[]
}

/** A display by a script: it boots with its device, and goes dark with its power. */
export class ScriptedLcd {
  readonly #script: Script
  readonly #changes = new Broadcast<readonly string[]>()
  #shown: readonly string[] = []
  #booting: NodeJS.Timeout | undefined

  constructor(script: Script, board: SimulatedBoard) {
    this.#script = script
    this.#show(board.on ? script.text : [])
    board.listen((event) => this.#happened(event))
  }

  /** Its rows from the top, without blanks at their ends. */
  get shown(): readonly string[] {
    return this.#shown
  }

  /** Its rows now and after every change, until the signal aborts. */
  async *changes(signal: AbortSignal): AsyncGenerator<readonly string[]> {
    yield this.#shown
    yield* this.#changes.listen(signal)
  }

  #happened({ kind }: BoardEvent): void {
    clearTimeout(this.#booting)
    if (kind === 'start') this.#boot()
    if (kind === 'off') this.#show([])
  }

  #boot(): void {
    const { boot, bootTime, text } = this.#script
    this.#show(bootTime === 0 ? text : boot)
    if (bootTime > 0) this.#booting = setTimeout(() => this.#show(text), bootTime).unref()
  }

  #show(lines: readonly string[]): void {
    const { rows, columns } = this.#script
    this.#shown = Array.from({ length: rows }, (_, row) => (lines[row] ?? '').slice(0, columns).trimEnd())
    this.#changes.tell(this.#shown)
  }
}
