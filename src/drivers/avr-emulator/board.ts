import { EEPROMMemoryBackend } from 'avr8js'
import { CYCLES_PER_MS } from './core.ts'
import type { Mcu } from './mcu.ts'
import { createMcu, RESET_FLAGS } from './mcu.ts'
import type { Pin, PortName } from './pins.ts'
import { LED_PIN, nodeOfChannel, PINS } from './pins.ts'
import { PortLevels } from './port-levels.ts'
import { PowerMeter } from './power-meter.ts'
import type { BoardElectrics } from './protocol.ts'
import { UartLine } from './uart-line.ts'

/** Size of the ATmega328P's flash in bytes. */
export const FLASH_BYTES = 32 * 1024
const EEPROM_BYTES = 1024
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
  readonly #electrics: BoardElectrics
  readonly #eeprom = new EEPROMMemoryBackend(EEPROM_BYTES)
  readonly #ports: Readonly<Record<PortName, PortLevels>>
  readonly #applied = new Map<string, number>()
  readonly #meter: PowerMeter
  #mcu: Mcu | undefined
  #on = false
  #sag: Sag | undefined
  /** Cycles of device time before the present chip was built. */
  #past = 0

  constructor(electrics: BoardElectrics, listener: BoardListener) {
    this.#electrics = electrics
    this.#meter = new PowerMeter(electrics)
    this.line = new UartLine((byte) => listener.received(byte))
    const changed = (pin: Pin, high: boolean) => listener.levelChanged(pin, high, this.now / CYCLES_PER_MS)
    this.#ports = {
      B: new PortLevels('B', changed),
      C: new PortLevels('C', changed),
      D: new PortLevels('D', changed),
    }
  }

  get on(): boolean {
    return this.#on
  }

  /** Cycles of device time since the power came on. */
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
    return this.#on ? this.#meter.current(this.level(LED_PIN)) : 0
  }

  powerOn(): void {
    if (this.#on) return
    this.#on = true
    this.#past = 0
    this.#start(RESET_FLAGS.powerOn)
  }

  powerOff(): void {
    this.#on = false
    this.#stop()
    this.line.clear()
    this.#endSag()
  }

  /** Advances device time to `until` cycles. */
  run(until: number): void {
    while (this.#on && this.now < until) {
      const limit = Math.min(until, this.#sag?.end ?? until)
      if (this.#mcu === undefined) this.#past = limit
      else this.#runChip(this.#mcu, limit)
      if (this.#sag !== undefined && this.now >= this.#sag.end) this.restoreSupply()
    }
  }

  /** Writes the whole flash; a running board is reset through its reset pin, as a programmer does. */
  program(image: Uint8Array): void {
    this.flash.set(image)
    if (this.#mcu !== undefined) this.#restart(RESET_FLAGS.external, this.#mcu.core.ram())
  }

  /** Lets the supply sag; `over` is called when it has recovered or the power was cut. */
  sag(volts: number, milliseconds: number, over: () => void): void {
    this.#endSag()
    this.#sag = { volts, end: this.now + milliseconds * CYCLES_PER_MS, over }
    if (volts < this.#electrics.brownOutLevel) this.#stop()
    this.#feedAdc()
  }

  /** Ends a sag; a chip that was held in reset starts again. */
  restoreSupply(): void {
    const lowest = this.#sag?.volts
    this.#endSag()
    this.#feedAdc()
    if (!this.#on || this.#mcu !== undefined || lowest === undefined) return
    this.#start(RESET_FLAGS.brownOut | (lowest < POWER_ON_LEVEL ? RESET_FLAGS.powerOn : 0))
  }

  hang(): void {
    this.#mcu?.core.hang()
  }

  /** Applies a voltage to a node (a pin, ADC6 or ADC7), or takes it away. */
  apply(node: string, volts: number | undefined): void {
    if (volts === undefined) this.#applied.delete(node)
    else this.#applied.set(node, volts)
    const pin = pinOf(node)
    if (pin === undefined) return
    const level = volts === undefined ? undefined : volts >= this.#electrics.supply / 2 ? 'high' : 'low'
    this.#ports[pin.port].drive(pin.bit, level)
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
    return applied ?? (this.level(node) ? this.supply : 0)
  }

  #runChip(mcu: Mcu, limit: number): void {
    const { core } = mcu
    const [cycles, slept] = [core.cpu.cycles, core.slept]
    core.run(limit - this.#past)
    this.#meter.add(core.cpu.cycles - cycles, core.slept - slept)
    if (core.resetWanted) this.#restart(RESET_FLAGS.watchdog, core.ram())
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
      volts: (channel) => this.volts(nodeOfChannel(channel)),
    })
    this.#mcu = mcu
    this.line.connect(mcu.core.cpu, mcu.usart)
    for (const name of ['B', 'C', 'D'] as const) this.#ports[name].connect(mcu.core.cpu, mcu.ports[name])
    this.#feedAdc()
  }

  #stop(): void {
    this.#past = this.now
    this.#mcu = undefined
    this.line.disconnect()
    for (const port of Object.values(this.#ports)) port.disconnect()
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

function pinOf(node: string): Pin | undefined {
  return PINS.find((pin) => pin.name === node)
}
