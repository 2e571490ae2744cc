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
  /** What a part on the board drives, such as a display that is read. */
  #fed = 0
  #fedHigh = 0
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

  /** Drives a pin from a part on the board, or lets go of it; what the bench drives is stronger. */
  feed(bit: number, high: boolean | undefined): void {
    const mask = 1 << bit
    this.#fed = high === undefined ? this.#fed & ~mask : this.#fed | mask
    this.#fedHigh = high === true ? this.#fedHigh | mask : this.#fedHigh & ~mask
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
    const fed = (this.#fedHigh & this.#fed) | (this.#output & ~this.#fed)
    const outside = (this.#drivenHigh & this.#driven) | (fed & ~this.#driven)
    const levels = ((this.#output & this.#direction) | (outside & ~this.#direction)) & 0xff
    const changed = levels ^ this.#levels
    this.#levels = levels
    const isHigh = ({ bit }: Pin) => (levels & (1 << bit)) !== 0
    for (const pin of this.#pins)
      if ((this.#direction & (1 << pin.bit)) === 0) this.#port?.setPin(pin.bit, isHigh(pin))
    // Who hears a change may feed other pins, so all of this is settled before anyone does.
    for (const pin of this.#pins) if ((changed & (1 << pin.bit)) !== 0) this.#changed(pin, isHigh(pin))
  }
}
