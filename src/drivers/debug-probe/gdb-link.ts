import { AskedSocket, type ServerAddress } from './asked-socket.ts'
import { probeLost, probeRefused } from './probe-error.ts'

/** The processor stands, or is gone. */
const STOPPED = /^[TSWX]/
const INTERRUPT = Uint8Array.of(0x03)
/** Longest memory that is asked for at once; every server takes that. */
const AT_ONCE = 512

/** A server that speaks gdb's remote protocol, asked packet by packet. It stops the processor when one connects. */
export class GdbLink implements AsyncDisposable {
  readonly #socket: AskedSocket
  #running = false

  private constructor(socket: AskedSocket) {
    this.#socket = socket
  }

  /** Connects, which stops the processor. */
  static async open(address: ServerAddress, signal: AbortSignal): Promise<GdbLink> {
    const link = new GdbLink(await AskedSocket.open(address, signal))
    try {
      await link.#ask('qSupported:swbreak+;hwbreak+', signal)
      link.#socket.send(packet('?'))
      await link.#stopped(signal)
      return link
    } catch (error) {
      await link[Symbol.asyncDispose]()
      throw error
    }
  }

  get isRunning(): boolean {
    return this.#running
  }

  get isLost(): boolean {
    return this.#socket.isLost
  }

  async halt(signal: AbortSignal): Promise<void> {
    await this.#socket.alone(() => this.#halt(signal))
  }

  async resume(signal: AbortSignal): Promise<void> {
    await this.#socket.alone(async () => {
      if (!this.#running) await this.#resume(signal)
    })
  }

  /** Asks a question; a processor that runs is stopped for it and runs on after it. */
  async ask(question: string, signal: AbortSignal): Promise<string> {
    return this.#socket.alone(async () => {
      const wasRunning = this.#running
      if (wasRunning) await this.#halt(signal)
      const answer = await this.#ask(question, signal)
      if (wasRunning) await this.#resume(signal)
      return answer
    })
  }

  async readMemory(address: number, length: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const memory = new Uint8Array(length)
    for (let at = 0; at < length; at += AT_ONCE) {
      const count = Math.min(AT_ONCE, length - at)
      const answer = await this.ask(`m${(address + at).toString(16)},${count.toString(16)}`, signal)
      const bytes = Buffer.from(answer, 'hex')
      if (bytes.length !== count)
        throw probeRefused(`Reading memory at 0x${(address + at).toString(16)}`, answer)
      memory.set(bytes, at)
    }
    return memory
  }

  async writeMemory(address: number, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < bytes.length; at += AT_ONCE) {
      const part = Buffer.from(bytes.subarray(at, at + AT_ONCE))
      const where = (address + at).toString(16)
      const answer = await this.ask(`M${where},${part.length.toString(16)}:${part.toString('hex')}`, signal)
      if (answer !== 'OK') throw probeRefused(`Writing memory at 0x${where}`, answer)
    }
  }

  /** Lets the processor run on and hangs up. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#socket.isLost) {
      if (this.#running) this.#socket.send(INTERRUPT)
      this.#socket.send(packet('D'))
    }
    await this.#socket[Symbol.asyncDispose]()
  }

  async #halt(signal: AbortSignal): Promise<void> {
    if (!this.#running) return
    this.#socket.send(INTERRUPT)
    await this.#stopped(signal)
  }

  async #resume(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.#socket.send(packet('c'))
    this.#running = true
  }

  async #stopped(signal: AbortSignal): Promise<void> {
    while (!STOPPED.test(await this.#answer(signal)));
    this.#running = false
  }

  async #ask(question: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    this.#socket.send(packet(question))
    for (;;) {
      const answer = await this.#answer(signal)
      // A processor may stop by itself, and its server say so, at any time.
      if (!STOPPED.test(answer)) return answer
      this.#running = false
    }
  }

  async #answer(signal: AbortSignal): Promise<string> {
    for (;;) {
      const heard = await this.#socket.take(wholePacket, signal).catch((error) => this.#giveUp(error))
      const text = heard.toString('latin1')
      const start = text.indexOf('$')
      const body = text.slice(start + 1, -3)
      if (sumOf(body) !== Number.parseInt(text.slice(-2), 16))
        throw probeLost('of gdb', 'an answer came damaged')
      this.#socket.send('+')
      // What the processor prints through its debugger is no answer.
      if (!body.startsWith('O') || body === 'OK') return expand(body)
    }
  }

  /** An answer that is still to come would be taken for that of the next question. */
  async #giveUp(error: unknown): Promise<never> {
    await this.#socket[Symbol.asyncDispose]()
    throw error
  }
}

function packet(body: string): string {
  return `$${body}#${sumOf(body).toString(16).padStart(2, '0')}`
}

function sumOf(body: string): number {
  return [...body].reduce((sum, letter) => (sum + letter.charCodeAt(0)) & 0xff, 0)
}

/** Up to the two digits behind `#`; what stands before `$` are acknowledgements. */
function wholePacket(heard: Buffer): number | undefined {
  const start = heard.indexOf('$')
  const end = start < 0 ? -1 : heard.indexOf('#', start)
  return end < 0 || heard.length < end + 3 ? undefined : end + 3
}

/** `}` and a letter is another letter; `*` repeats the letter before it. */
function expand(body: string): string {
  return body
    .replace(/(.)\*(.)/gs, (_, letter: string, count: string) => letter.repeat(count.charCodeAt(0) - 28))
    .replace(/\}(.)/gs, (_, letter: string) => String.fromCharCode(letter.charCodeAt(0) ^ 0x20))
}
