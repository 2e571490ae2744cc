import type { AVRUSART, CPU } from 'avr8js'
import { CLOCK_HZ } from './core.ts'
import type { Noise, NoisyLine } from './noise.ts'
import { createNoisyLine } from './noise.ts'

/** Start bit, eight data bits, stop bit. */
const BITS_PER_FRAME = 10
const UCSRA = 0xc0
const UCSRA_RXC = 0x80

interface Sending {
  readonly bytes: Uint8Array
  readonly sent: () => void
  next: number
}

/**
 * The serial line at the chip's UART. Each byte takes as long as its frame, both ways; a byte that the firmware sends
 * appears when its frame is complete. The queue of bytes to the board outlives the chip.
 */
export class UartLine {
  readonly #received: (byte: number) => void
  #queue: Sending[] = []
  #chip: { readonly cpu: CPU; readonly usart: AVRUSART } | undefined
  #framesOut = 0
  #sending = false
  #noise: NoisyLine | undefined

  /** `received` gets each byte from the board. */
  constructor(received: (byte: number) => void) {
    this.#received = received
  }

  /** Whether bytes are on their way, either way. */
  get busy(): boolean {
    return this.#framesOut > 0 || this.#queue.length > 0
  }

  /** Connects a new chip; what the old one was sending is cut. */
  connect(cpu: CPU, usart: AVRUSART): void {
    this.#chip = { cpu, usart }
    this.#framesOut = 0
    this.#sending = false
    usart.onByteTransmit = (byte) => this.#transmit(cpu, usart, byte)
    this.#sendNext()
  }

  /** Cuts the line: bytes in flight are lost, and so is what still waits to be sent if the board is off. */
  disconnect(): void {
    this.#chip = undefined
    this.#framesOut = 0
    this.#sending = false
  }

  /** Drops what waits to be sent to the board. */
  clear(): void {
    const dropped = this.#queue
    this.#queue = []
    for (const { sent } of dropped) sent()
  }

  /** Sends bytes to the board; `sent` is called when the last one has arrived, or was dropped. */
  send(bytes: Uint8Array, sent: () => void): void {
    if (bytes.length === 0) sent()
    else this.#queue.push({ bytes, sent, next: 0 })
    this.#sendNext()
  }

  /** Damages what the board sends from now on; two zero rates end it. */
  setNoise(noise: Noise): void {
    this.#noise = noise.rate === 0 && noise.lose === 0 ? undefined : createNoisyLine(noise)
  }

  #transmit(cpu: CPU, usart: AVRUSART, byte: number): void {
    if (!usart.txEnable) return
    this.#framesOut++
    cpu.addClockEvent(() => {
      this.#framesOut--
      const arrived = this.#noise === undefined ? byte : this.#noise(byte)
      if (arrived !== undefined) this.#received(arrived)
    }, frameCycles(usart))
  }

  #sendNext(): void {
    const first = this.#queue[0]
    if (this.#chip === undefined || this.#sending || first === undefined) return
    const { cpu, usart } = this.#chip
    this.#sending = true
    cpu.addClockEvent(() => {
      this.#sending = false
      deliver(cpu, usart, first.bytes[first.next++] ?? 0)
      if (first.next >= first.bytes.length) {
        this.#queue.shift()
        first.sent()
      }
      this.#sendNext()
    }, frameCycles(usart))
  }
}

/** A byte that nobody took away in time blocks the next one, as an overrun does. */
function deliver(cpu: CPU, usart: AVRUSART, byte: number): void {
  if (((cpu.data[UCSRA] ?? 0) & UCSRA_RXC) === 0) usart.writeByte(byte, true)
}

function frameCycles(usart: AVRUSART): number {
  return Math.round((CLOCK_HZ * BITS_PER_FRAME) / usart.baudRate)
}
