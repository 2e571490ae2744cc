import { Hd44780 } from './hd44780.ts'
import type { LcdFace, LcdSize } from './lcd-face.ts'
import { faceOf } from './lcd-face.ts'

/** Which pins a display hangs on, by the datasheet names of the chip. */
export interface LcdWiring {
  readonly size: LcdSize
  readonly rs: string
  readonly e: string
  /** Tied to ground if left out: nothing can be read. */
  readonly rw?: string
  /** D7 first: four of them, or eight. */
  readonly data: readonly string[]
  readonly backlight?: string
}

/** The pins of the board, as far as a display uses them. */
export interface LcdPins {
  level(pin: string): boolean
  /** Drives a pin of the chip, or lets go of it. */
  feed(pin: string, high: boolean | undefined): void
}

/** A display with its controller, on pins of the board. */
export class LcdModule {
  readonly #wiring: LcdWiring
  readonly #pins: LcdPins
  readonly #now: () => number
  #controller: Hd44780 | undefined
  #isDriving = false

  /** `now` tells the device time in microseconds. */
  constructor(wiring: LcdWiring, pins: LcdPins, now: () => number) {
    this.#wiring = wiring
    this.#pins = pins
    this.#now = now
  }

  /** Its controller starts, unless it has power already. */
  powerOn(): void {
    this.#controller ??= new Hd44780(this.#now())
    this.levelChanged(this.#wiring.e)
  }

  powerOff(): void {
    this.#controller = undefined
    this.#drive(undefined)
  }

  /** The level of a pin has changed; only that of E makes the controller do something. */
  levelChanged(pin: string): void {
    const { rs, rw, e } = this.#wiring
    if (pin !== e || this.#controller === undefined) return
    const level = (name: string | undefined) => name !== undefined && this.#pins.level(name)
    const levels = { rs: level(rs), rw: level(rw), e: level(e), data: this.#data() }
    this.#drive(this.#controller.take(levels, this.#now()))
  }

  /** What can be seen at this moment. */
  face(): LcdFace {
    const { size, backlight } = this.#wiring
    const light =
      backlight === undefined ? {} : ({ backlight: this.#pins.level(backlight) ? 'on' : 'off' } as const)
    return { ...faceOf(this.#controller, size), ...light }
  }

  /** D7 to D0; the controller pulls up what is not connected (datasheet, DC characteristics, -Ip). */
  #data(): number {
    const { data } = this.#wiring
    const bits = data.map((pin, index) => (this.#pins.level(pin) ? 0x80 >> index : 0))
    return bits.reduce((byte, bit) => byte | bit, 0xff >> data.length)
  }

  #drive(byte: number | undefined): void {
    if (byte === undefined && !this.#isDriving) return
    this.#isDriving = byte !== undefined
    for (const [index, pin] of this.#wiring.data.entries())
      this.#pins.feed(pin, byte === undefined ? undefined : (byte & (0x80 >> index)) !== 0)
  }
}
