import { Broadcast } from './broadcast.ts'

type Level = 'high' | 'low'
type Edge = 'rising' | 'falling'

/** Pins by name, with what the device and the bench drive them to. */
export class Pins {
  readonly #own: Readonly<Record<string, Level>>
  readonly #driven = new Map<string, Level>()
  readonly #changes = new Broadcast<{ readonly pin: string; readonly edge: Edge }>()

  constructor(own: Readonly<Record<string, Level>>) {
    this.#own = own
  }

  level(pin: string): Level {
    return this.#driven.get(pin) ?? this.#own[pin] ?? 'low'
  }

  /** Drives a pin from outside; undefined lets it go. */
  drive(pin: string, level: Level | undefined): void {
    const before = this.level(pin)
    if (level === undefined) this.#driven.delete(pin)
    else this.#driven.set(pin, level)
    const now = this.level(pin)
    if (now !== before) this.#changes.tell({ pin, edge: now === 'high' ? 'rising' : 'falling' })
  }

  /** The edges of a pin from now on, until the signal aborts. */
  async *edges(pin: string, signal: AbortSignal): AsyncGenerator<Edge> {
    for await (const change of this.#changes.listen(signal)) if (change.pin === pin) yield change.edge
  }
}
