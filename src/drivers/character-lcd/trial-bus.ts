import { Hd44780 } from './hd44780.ts'
import { faceOf } from './lcd-face.ts'

/** A controller with a bus that a test drives by hand; time passes only as the test says. */
export class TrialBus {
  readonly controller = new Hd44780(0)
  readonly #wires: 4 | 8
  #now = 0

  constructor(wires: 4 | 8 = 8) {
    this.#wires = wires
    this.wait(10_000)
  }

  /** Lets microseconds pass. */
  wait(microseconds: number): void {
    this.#now += microseconds
  }

  /** One pulse of E with these levels; four wires are D7 to D4, the others are pulled up. */
  pulse(rs: 0 | 1, bits: number): void {
    const data = this.#wires === 8 ? bits : ((bits << 4) & 0xf0) | 0x0f
    const levels = { rs: rs === 1, rw: false, data }
    this.controller.take({ ...levels, e: true }, this.#now)
    this.controller.take({ ...levels, e: false }, this.#now)
  }

  /** One pulse of E with RW high; the result is what the controller drives, as far as it has wires. */
  read(rs: 0 | 1): number {
    const levels = { rs: rs === 1, rw: true, data: 0xff }
    const driven = this.controller.take({ ...levels, e: true }, this.#now) ?? 0
    this.controller.take({ ...levels, e: false }, this.#now)
    return this.#wires === 8 ? driven : driven >> 4
  }

  /** A whole byte, by as many pulses as it takes, and the time until it is carried out. */
  send(rs: 0 | 1, byte: number): void {
    if (this.#wires === 4) this.pulse(rs, byte >> 4)
    this.pulse(rs, this.#wires === 4 ? byte & 0xf : byte)
    this.wait(2000)
  }

  instructions(...codes: readonly number[]): void {
    for (const code of codes) this.send(0, code)
  }

  write(text: string): void {
    for (const byte of Buffer.from(text, 'latin1')) this.send(1, byte)
  }

  /** What a glass of that size shows. */
  face(columns = 16, rows = 2) {
    return faceOf(this.controller, { columns, rows })
  }
}

/** A bus with a display that is on, empty, with two lines. */
export function startedBus(): TrialBus {
  const bus = new TrialBus()
  bus.instructions(0x38, 0x0c, 0x01, 0x06)
  return bus
}
