import { LcdMemory } from './lcd-memory.ts'

/** Levels at the bus of the controller. */
export interface BusLevels {
  /** Register select: high for data, low for instructions. */
  readonly rs: boolean
  /** High to read, low to write. */
  readonly rw: boolean
  /** Enable: what is written counts when it falls. */
  readonly e: boolean
  /** D7 to D0, one bit each. */
  readonly data: number
}

/** How long the controller is busy, in microseconds (HD44780U datasheet, table 6, at 270 kHz; of data with tADD). */
const BUSY = { instruction: 37, data: 37 + 4, whole: 1520 } as const
/** The controller resets itself when its power comes, and takes nothing meanwhile (page 23). */
const POWER_ON_US = 10_000

/**
 * The controller of a character display, as the datasheet of Hitachi's HD44780U describes it (ADE-207-272, pages 8 to
 * 46): fed with the levels at its bus and the time, in microseconds. What comes while it is busy is lost.
 */
export class Hd44780 {
  readonly memory = new LcdMemory()
  #control = 0
  #eightBits = true
  #fiveByTen = false
  #busyUntil: number
  #enabled = false
  #reading = false
  /** The first half of a byte, while the second is still to come over four wires. */
  #half: number | undefined
  #driven: number | undefined
  #taken = 0
  #characters = 0
  #lost = 0

  constructor(now: number) {
    this.#busyUntil = now + POWER_ON_US
  }

  /** Whether the display is switched on. */
  get on(): boolean {
    return (this.#control & 4) !== 0
  }

  /** Whether the cursor is shown as a line below its cell. */
  get cursorVisible(): boolean {
    return (this.#control & 2) !== 0
  }

  /** Whether the cell of the cursor blinks. */
  get blinking(): boolean {
    return (this.#control & 1) !== 0
  }

  /** Whether characters have ten rows of dots; there is room for four glyphs then. */
  get fiveByTen(): boolean {
    return this.#fiveByTen
  }

  /** Instructions and data that it took since its power came. */
  get taken(): number {
    return this.#taken
  }

  /** How much of that was data. */
  get characters(): number {
    return this.#characters
  }

  /** Instructions and data that came too early. */
  get lost(): number {
    return this.#lost
  }

  /** Sees the levels at its bus; the result is what it drives to D7–D0, undefined if nothing. */
  take({ rs, rw, e, data }: BusLevels, now: number): number | undefined {
    if (e === this.#enabled) return this.#driven
    this.#enabled = e
    if (e) {
      this.#reading = rw
      this.#driven = rw ? this.#show(rs, now) : undefined
      return this.#driven
    }
    this.#driven = undefined
    if (this.#reading) this.#wasRead(rs, now)
    else if (!rw) this.#write(rs, data, now)
    return undefined
  }

  #show(rs: boolean, now: number): number {
    if (this.#half !== undefined) return ((this.#half << 4) & 0xf0) | 0x0f
    const busy = now < this.#busyUntil ? 0x80 : 0
    const byte = rs ? this.memory.read() : busy | this.memory.address
    return this.#eightBits ? byte : byte | 0x0f
  }

  /** Half a byte was fetched over four wires, or all of it. */
  #wasRead(rs: boolean, now: number): void {
    const whole = rs ? this.memory.read() : this.memory.address
    if (!this.#eightBits && this.#half === undefined) {
      this.#half = whole
      return
    }
    this.#half = undefined
    if (!rs || now < this.#busyUntil) return
    this.memory.moveCursor(this.memory.increments)
    this.#busyUntil = now + BUSY.data
  }

  #write(rs: boolean, data: number, now: number): void {
    if (!this.#eightBits && this.#half === undefined) {
      this.#half = data & 0xf0
      return
    }
    const byte = this.#half === undefined ? data : this.#half | (data >> 4)
    this.#half = undefined
    if (now < this.#busyUntil) {
      this.#lost++
      return
    }
    this.#taken++
    this.#busyUntil = now + (rs ? BUSY.data : busyAfter(byte))
    if (rs) this.#store(byte)
    else this.#execute(byte)
  }

  #store(byte: number): void {
    this.#characters++
    this.memory.write(byte)
  }

  /** The highest bit that is set says which instruction it is (table 6). */
  #execute(code: number): void {
    const { memory } = this
    const instructions = [
      () => memory.clear(),
      () => memory.home(),
      () => this.#setEntry(code),
      () => this.#setControl(code),
      () => (code & 8 ? memory.moveText((code & 4) !== 0) : memory.moveCursor((code & 4) !== 0)),
      () => this.#setFunction(code),
      () => memory.pointAt('glyphs', code & 0x3f),
      () => memory.pointAt('text', code & 0x7f),
    ]
    instructions[31 - Math.clz32(code)]?.()
  }

  #setEntry(code: number): void {
    this.memory.increments = (code & 2) !== 0
    this.memory.movesText = (code & 1) !== 0
  }

  #setControl(code: number): void {
    this.#control = code & 7
  }

  #setFunction(code: number): void {
    this.#eightBits = (code & 0x10) !== 0
    this.memory.twoLines = (code & 8) !== 0
    this.#fiveByTen = (code & 4) !== 0 && !this.memory.twoLines
  }
}

function busyAfter(code: number): number {
  return code > 0 && code < 4 ? BUSY.whole : BUSY.instruction
}
