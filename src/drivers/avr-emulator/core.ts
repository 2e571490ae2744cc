import { avrInstruction, CPU } from 'avr8js'

/** Clock of the emulated chip. */
export const CLOCK_HZ = 16_000_000
/** Cycles of the emulated chip in a millisecond of device time. */
export const CYCLES_PER_MS = CLOCK_HZ / 1000

const RAM_BYTES = 2048
/** First byte of RAM in the data space; registers and I/O lie below. */
const RAM_START = 0x100
const SREG = 0x5f
const SREG_I = 0x80
const SMCR = 0x53
const SMCR_SE = 0x01

const OPCODE_SLEEP = 0x9588
const OPCODE_SEI = 0x9478
/** `rjmp .-2`, what a compiler makes of `for (;;) {}`: only an interrupt or a reset leads out of it. */
const OPCODE_SPIN = 0xcfff

/** The head of avr8js's list of due events; private there, but asking it beats calling `tick()` after each instruction. */
interface EventQueue {
  readonly nextClockEvent: { readonly cycles: number } | null
}

/** avr8js resets in place and so drops its pending events; this one only notes the wish: the board builds a new chip. */
class Cpu extends CPU {
  resetWanted = false
  /** The sleep enable bit: without it the `sleep` instruction does nothing. */
  sleepEnabled = false

  constructor(flash: Uint16Array) {
    super(flash, RAM_BYTES)
    this.writeHooks[SMCR] = (value) => {
      this.sleepEnabled = (value & SMCR_SE) !== 0
    }
  }

  override reset(): void {
    super.reset()
    this.resetWanted = true
  }
}

/** The processor between two resets: runs instructions, and skips ahead to the next event while it sleeps or spins. */
export class Core {
  readonly cpu: CPU
  readonly #cpu: Cpu
  readonly #events: EventQueue
  #idle: 'no' | 'asleep' | 'spinning' | 'hung' = 'no'
  #slept = 0

  constructor(flash: Uint16Array, ram: Uint8Array | undefined) {
    this.#cpu = new Cpu(flash)
    this.#events = this.#cpu as unknown as EventQueue
    this.cpu = this.#cpu
    if (ram !== undefined) this.cpu.data.set(ram, RAM_START)
  }

  /** Whether the firmware or the watchdog asked for a reset; such a core must be replaced. */
  get resetWanted(): boolean {
    return this.#cpu.resetWanted
  }

  /** Whether nothing happens until the next event. */
  get idle(): boolean {
    return this.#idle !== 'no'
  }

  /** Cycles spent asleep since the reset: the rest drew the active current. */
  get slept(): number {
    return this.#slept
  }

  /** A copy of the RAM: it survives every reset but not the loss of power. */
  ram(): Uint8Array {
    return this.cpu.data.slice(RAM_START)
  }

  /** Stops executing instructions for good; peripherals go on, so the watchdog can still bite. */
  hang(): void {
    this.#idle = 'hung'
  }

  /** Runs until the cycle counter reaches `until` (it may pass it by an instruction) or a reset is wanted. */
  run(until: number): void {
    while (this.#cpu.cycles < until && !this.#cpu.resetWanted) {
      if (this.#idle === 'no') this.#execute(until)
      else this.#skip(until)
    }
  }

  /** The hot loop. An instruction right after `sei` always runs before an interrupt: `sei; sleep` relies on it. */
  #execute(until: number): void {
    const cpu = this.#cpu
    const events = this.#events
    const flash = cpu.progMem
    while (cpu.cycles < until) {
      const { pc } = cpu
      avrInstruction(cpu)
      const due = events.nextClockEvent
      if (cpu.nextInterrupt >= 0 || (due !== null && due.cycles <= cpu.cycles)) {
        if (flash[pc] === OPCODE_SEI) continue
        cpu.tick()
        if (cpu.resetWanted) return
      }
      if ((cpu.pc === pc || cpu.sleepEnabled) && this.#rests(pc)) return
    }
  }

  /** Whether the instruction at `pc`, just executed, put the processor to rest, and no interrupt has ended that yet. */
  #rests(pc: number): boolean {
    const opcode = this.#cpu.progMem[pc]
    if (opcode === OPCODE_SPIN && this.#cpu.pc === pc) this.#idle = 'spinning'
    if (opcode === OPCODE_SLEEP && this.#cpu.pc === pc + 1) this.#idle = 'asleep'
    return this.#idle !== 'no'
  }

  /** Lets events pass until one interrupts the rest. */
  #skip(until: number): void {
    const cpu = this.#cpu
    const { pc, cycles } = cpu
    if (this.#idle === 'hung') cpu.data[SREG] = (cpu.data[SREG] ?? 0) & ~SREG_I
    while (cpu.cycles < until && cpu.pc === pc && !cpu.resetWanted) {
      const due = this.#events.nextClockEvent?.cycles ?? until
      if (due > cpu.cycles && !this.#interruptible()) cpu.cycles = Math.min(due, until)
      if (cpu.cycles < until || due <= until) cpu.tick()
    }
    if (this.#idle === 'asleep') this.#slept += cpu.cycles - cycles
    if (cpu.pc !== pc) this.#idle = 'no'
  }

  #interruptible(): boolean {
    return this.#cpu.nextInterrupt >= 0 && this.#cpu.interruptsEnabled
  }
}
