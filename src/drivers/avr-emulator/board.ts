import { EEPROMMemoryBackend } from 'avr8js'
import type { LcdWiring } from '../character-lcd/lcd-module.ts'
import { LcdModule } from '../character-lcd/lcd-module.ts'
import { CYCLES_PER_MS } from './core.ts'
import type { Mcu } from './mcu.ts'
import { createMcu, RESET_FLAGS } from './mcu.ts'
import { Nodes } from './nodes.ts'
import type { Pin } from './pins.ts'
import { LED_PIN, nodeOfChannel } from './pins.ts'
import { PowerMeter } from './power-meter.ts'
import type { BoardElectrics } from './protocol.ts'
import { UartLine } from './uart-line.ts'

/** Size of the ATmega328P's flash in bytes. */
const FLASH_BYTES = 32 * 1024
const EEPROM_BYTES = 1024
const CYCLES_PER_US = CYCLES_PER_MS / 1000
/** Below this the supply has gone for good and the next reset counts as power-on (datasheet table 29-11). */
const POWER_ON_LEVEL = 1.4

/** Hears what the board does. */
export interface BoardListener {
  received(byte: number): void
  levelChanged(pin: Pin, high: boolean, milliseconds: number): void
}

interface Sag {
  readonly volts: number
  readonly end: number
  readonly over: () => void
}

/** The emulated board: a chip with its supply, its serial line and whatever the bench connects to its pins. */
export class Board {
  readonly flash = new Uint8Array(FLASH_BYTES).fill(0xff)
  readonly line: UartLine
  readonly nodes: Nodes
  readonly #electrics: BoardElectrics
  readonly #eeprom = new EEPROMMemoryBackend(EEPROM_BYTES)
  readonly #meter: PowerMeter
  readonly #lcds: LcdModule[] = []
  #mcu: Mcu | undefined
  #on = false
  #sag: Sag | undefined
  /** Restarts from outside: cycles between two, and when the next comes. */
  #loop: { readonly every: number; next: number } | undefined
  /** Cycles of device time before the present chip was built. */
  #past = 0

  constructor(electrics: BoardElectrics, listener: BoardListener) {
    this.#electrics = electrics
    this.#meter = new PowerMeter(electrics)
    this.line = new UartLine((byte) => listener.received(byte))
    this.nodes = new Nodes(
      electrics.supply / 2,
      () => this.supply,
      (pin, high) => {
        listener.levelChanged(pin, high, this.now / CYCLES_PER_MS)
        for (const lcd of this.#lcds) lcd.levelChanged(pin.name)
      },
    )
  }

  get on(): boolean {
    return this.#on
  }

  /** Cycles of device time: it stands still while the power is off, and never goes back. */
  get now(): number {
    return this.#past + (this.#mcu?.core.cpu.cycles ?? 0)
  }

  /** Whether the chip sleeps, spins or is held in reset. */
  get idle(): boolean {
    return this.#mcu?.core.idle ?? true
  }

  /** Voltage at the board's supply pins. */
  get supply(): number {
    return this.#on ? (this.#sag?.volts ?? this.#electrics.supply) : 0
  }

  /** Current that the board draws, in amperes, averaged over the last tenth of a second. */
  current(): number {
    return this.#on ? this.#meter.current(this.nodes.level(LED_PIN)) : 0
  }

  /** Connects a display to pins. */
  attachLcd(wiring: LcdWiring): LcdModule {
    const lcd = new LcdModule(wiring, this.nodes, () => this.now / CYCLES_PER_US)
    this.#lcds.push(lcd)
    if (this.#on) lcd.powerOn()
    return lcd
  }

  powerOn(): void {
    if (this.#on) return
    this.#on = true
    for (const lcd of this.#lcds) lcd.powerOn()
    this.#start(RESET_FLAGS.powerOn)
  }

  powerOff(): void {
    this.#on = false
    this.#loop = undefined
    for (const lcd of this.#lcds) lcd.powerOff()
    this.#stop()
    this.line.clear()
    this.#endSag()
  }

  /** Advances device time to `until`, in whole cycles: fractions would round, and the end might never be reached. */
  run(until: number): void {
    while (this.#on && this.now < until) {
      const limit = Math.min(until, this.#sag?.end ?? until, this.#loop?.next ?? until)
      if (this.#mcu === undefined) this.#past = limit
      else this.#runChip(this.#mcu, limit)
      if (this.#sag !== undefined && this.now >= this.#sag.end) this.restoreSupply()
      if (this.#loop !== undefined && this.now >= this.#loop.next) this.#restartAgain(this.#loop)
    }
  }

  /** Restarts the chip again and again, so many milliseconds after each other; undefined ends it. */
  bootLoop(milliseconds: number | undefined): void {
    const every = Math.max(1, Math.round((milliseconds ?? 0) * CYCLES_PER_MS))
    this.#loop = milliseconds === undefined ? undefined : { every, next: this.now + every }
  }

  /** Writes the whole flash; a running board is reset through its reset pin, as a programmer does. */
  program(image: Uint8Array): void {
    this.flash.set(image)
    if (this.#mcu !== undefined) this.#restart(RESET_FLAGS.external, this.#mcu.core.ram())
  }

  /** Lets the supply sag; `over` is called when it has recovered or the power was cut. */
  sag(volts: number, milliseconds: number, over: () => void): void {
    this.#endSag()
    this.#sag = { volts, end: this.now + Math.round(milliseconds * CYCLES_PER_MS), over }
    if (volts < this.#electrics.brownOutLevel) this.#stop()
    if (volts < POWER_ON_LEVEL) for (const lcd of this.#lcds) lcd.powerOff()
    this.#feedAdc()
  }

  /** Ends a sag; a chip that was held in reset starts again. */
  restoreSupply(): void {
    const lowest = this.#sag?.volts
    this.#endSag()
    this.#feedAdc()
    if (this.#on) for (const lcd of this.#lcds) lcd.powerOn()
    if (!this.#on || this.#mcu !== undefined || lowest === undefined) return
    this.#start(RESET_FLAGS.brownOut | (lowest < POWER_ON_LEVEL ? RESET_FLAGS.powerOn : 0))
  }

  hang(): void {
    this.#mcu?.core.hang()
  }

  #runChip(mcu: Mcu, limit: number): void {
    const { core } = mcu
    const [cycles, slept] = [core.cpu.cycles, core.slept]
    core.run(limit - this.#past)
    this.#meter.add(core.cpu.cycles - cycles, core.slept - slept)
    if (core.resetWanted) this.#restart(RESET_FLAGS.watchdog, core.ram())
  }

  #restartAgain(loop: { readonly every: number; next: number }): void {
    loop.next = this.now + loop.every
    if (this.#mcu !== undefined) this.#restart(RESET_FLAGS.watchdog, this.#mcu.core.ram())
  }

  #restart(cause: number, ram: Uint8Array): void {
    this.#stop()
    this.#start(cause, ram)
  }

  #start(cause: number, ram?: Uint8Array): void {
    const mcu = createMcu({
      flash: new Uint16Array(this.flash.buffer),
      eeprom: this.#eeprom,
      ...(ram !== undefined && { ram }),
      cause,
      volts: (channel) => this.nodes.volts(nodeOfChannel(channel)),
    })
    this.#mcu = mcu
    this.line.connect(mcu.core.cpu, mcu.usart)
    this.nodes.connect(mcu.core.cpu, mcu.ports)
    this.#feedAdc()
  }

  #stop(): void {
    this.#past = this.now
    this.#mcu = undefined
    this.line.disconnect()
    this.nodes.disconnect()
  }

  #endSag(): void {
    const sag = this.#sag
    this.#sag = undefined
    sag?.over()
  }

  #feedAdc(): void {
    if (this.#mcu === undefined) return
    this.#mcu.adc.avcc = this.supply
    this.#mcu.adc.aref = this.supply
  }
}
