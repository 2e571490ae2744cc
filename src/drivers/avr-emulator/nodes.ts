import type { AVRIOPort, CPU } from 'avr8js'
import type { Pin, PortName } from './pins.ts'
import { PINS } from './pins.ts'
import type { LevelListener } from './port-levels.ts'
import { PortLevels } from './port-levels.ts'

const PORT_NAMES = ['B', 'C', 'D'] as const

/** The places that a bench can touch: the pins, and the channels ADC6 and ADC7. What is applied to them outlives the chip. */
export class Nodes {
  readonly #threshold: number
  readonly #supply: () => number
  readonly #ports: Readonly<Record<PortName, PortLevels>>
  readonly #applied = new Map<string, number>()

  /** An input is high from `threshold` volts on; `supply` tells the present voltage of outputs and pull-ups. */
  constructor(threshold: number, supply: () => number, changed: LevelListener) {
    this.#threshold = threshold
    this.#supply = supply
    this.#ports = {
      B: new PortLevels('B', changed),
      C: new PortLevels('C', changed),
      D: new PortLevels('D', changed),
    }
  }

  /** Connects a new chip. */
  connect(cpu: CPU, ports: Readonly<Record<PortName, AVRIOPort>>): void {
    for (const name of PORT_NAMES) this.#ports[name].connect(cpu, ports[name])
  }

  /** The chip is gone or held in reset. */
  disconnect(): void {
    for (const name of PORT_NAMES) this.#ports[name].disconnect()
  }

  /** Applies a voltage, or takes it away. */
  apply(node: string, volts: number | undefined): void {
    if (volts === undefined) this.#applied.delete(node)
    else this.#applied.set(node, volts)
    const pin = pinOf(node)
    if (pin === undefined) return
    const level = volts === undefined ? undefined : volts >= this.#threshold ? 'high' : 'low'
    this.#ports[pin.port].drive(pin.bit, level)
  }

  /** Drives a pin from a part on the board, or lets go of it. */
  feed(node: string, high: boolean | undefined): void {
    const pin = pinOf(node)
    if (pin !== undefined) this.#ports[pin.port].feed(pin.bit, high)
  }

  /** Whether a pin is high. */
  level(node: string): boolean {
    const pin = pinOf(node)
    return pin !== undefined && (this.#ports[pin.port].levels & (1 << pin.bit)) !== 0
  }

  /** Voltage at a node: an output is at a rail, an input at what is applied or pulled up. */
  volts(node: string): number {
    const pin = pinOf(node)
    const output = pin !== undefined && (this.#ports[pin.port].outputs & (1 << pin.bit)) !== 0
    const applied = output ? undefined : this.#applied.get(node)
    return applied ?? (this.level(node) ? this.#supply() : 0)
  }
}

function pinOf(node: string): Pin | undefined {
  return PINS.find((pin) => pin.name === node)
}
