import type { AVRIOPort, CPU } from 'avr8js'
import type { Pin, PortName } from './pins.ts'
import { PINS } from './pins.ts'

/** Hears the level of a pin change. */
export type LevelListener = (pin: Pin, high: boolean) => void

/** What the bench connects to the pins of one port. It outlives the chip that is built anew at each reset. */
export class PortLevels {
  readonly #pins: readonly Pin[]
  readonly #changed: LevelListener
  #driven = 0
  #drivenHigh = 0
  #levels = 0
  #output = 0
  #direction = 0
  #port: AVRIOPort | undefined

  constructor(name: PortName, changed: LevelListener) {
    this.#pins = PINS.filter((pin) => pin.port === name)
    this.#changed = changed
  }

  /** Levels of the port's eight pins, one bit each. */
  get levels(): number {
    return this.#levels
  }

  /** Pins that the firmware drives, one bit each. */
  get outputs(): number {
    return this.#direction
  }

  /** Connects the port of a new chip. */
  connect(cpu: CPU, port: AVRIOPort): void {
    this.#port = port
    this.#see(0, 0)
    port.addListener((value) => this.#see(value, cpu.data[port.portConfig.DDR] ?? 0))
  }

  /** The chip has lost its power or is held in reset: nothing drives the pins from inside. */
  disconnect(): void {
    this.#port = undefined
    this.#see(0, 0)
  }

  /** Drives a pin from outside, or lets go of it. */
  drive(bit: number, level: 'high' | 'low' | undefined): void {
    const mask = 1 << bit
    this.#driven = level === undefined ? this.#driven & ~mask : this.#driven | mask
    this.#drivenHigh = level === 'high' ? this.#drivenHigh | mask : this.#drivenHigh & ~mask
    this.#settle()
  }

  /** `value` holds the levels of outputs and, for inputs, the pull-ups. */
  #see(value: number, direction: number): void {
    this.#output = value
    this.#direction = direction
    this.#settle()
  }

  /** Works out the levels; avr8js must be told those of the inputs, pull-ups included. */
  #settle(): void {
    const outside = (this.#drivenHigh & this.#driven) | (this.#output & ~this.#driven)
    const levels = ((this.#output & this.#direction) | (outside & ~this.#direction)) & 0xff
    const changed = levels ^ this.#levels
    this.#levels = levels
    for (const pin of this.#pins) {
      const mask = 1 << pin.bit
      const high = (levels & mask) !== 0
      if ((this.#direction & mask) === 0) this.#port?.setPin(pin.bit, high)
      if ((changed & mask) !== 0) this.#changed(pin, high)
    }
  }
}
