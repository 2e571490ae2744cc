import { sleep, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { quote } from '../console-shell/posix-quote.ts'
import type { Background, Ended, NetworkCommands } from './network-commands.ts'
import { HEAD_BYTES, type Packet, PcapReader } from './pcap.ts'

/** What is captured. */
export interface Captured {
  readonly interface: string
  readonly filter: string
}

interface Running {
  readonly file: string
  readonly program: Background
}

const POLL_MS = 50
const STARTING_MS = 10_000
const CLOSING_MS = 5000

/** Captures by tcpdump, each into a file where the interfaces are. */
export class Captures implements AsyncDisposable {
  readonly #commands: NetworkCommands
  readonly #running = new Map<number, Running>()
  #last = 0

  constructor(commands: NetworkCommands) {
    this.#commands = commands
  }

  /** Starts a capture; when it answers, tcpdump listens. */
  async start(captured: Captured, signal: AbortSignal): Promise<number> {
    const file = `${await this.#commands.run('mktemp /tmp/hil-capture.XXXXXX', signal)}`.trim()
    // Into its output and not into a file: tcpdump gives its rights up before it opens one.
    const line = `exec tcpdump -n -U --immediate-mode -i ${quote(captured.interface)} -w - ${quote(captured.filter)} > ${file}`
    const running = { file, program: await this.#commands.start(line, signal) }
    const number = ++this.#last
    this.#running.set(number, running)
    using deadline = withDeadline(STARTING_MS, signal, 'Starting tcpdump')
    try {
      while ((await this.#size(file, deadline.signal)) < HEAD_BYTES) {
        if (!(await running.program.isRunning(deadline.signal))) throw await this.#failed(number, captured)
        await sleep(POLL_MS, { signal: deadline.signal })
      }
      return number
    } catch (error) {
      await this.#end(number)
      throw error
    }
  }

  /** Ends a capture and gives its file. */
  async stop(number: number, signal: AbortSignal): Promise<Buffer> {
    const { file, program } = this.#find(number)
    await program.stop(signal)
    const content = await this.#commands.run(`cat ${file}`, signal)
    await this.#forget(number, signal)
    return content
  }

  /** Packets as they pass, until the caller has enough. */
  async *packets(captured: Captured, signal: AbortSignal): AsyncGenerator<Packet> {
    const number = await this.start(captured, signal)
    const { file } = this.#find(number)
    const reader = new PcapReader()
    let read = 0
    try {
      for (;;) {
        const piece = await this.#commands.run(`tail -c +${read + 1} ${file}`, signal)
        read += piece.length
        yield* reader.take(piece)
        if (piece.length === 0) await sleep(POLL_MS, { signal })
      }
    } finally {
      await this.#end(number)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const number of [...this.#running.keys()]) await this.#end(number)
  }

  async #size(file: string, signal: AbortSignal): Promise<number> {
    return Number(`${await this.#commands.run(`wc -c < ${file}`, signal)}`)
  }

  #find(number: number): Running {
    const running = this.#running.get(number)
    if (running !== undefined) return running
    throw new SuiteError('no-such-capture', `There is no capture ${number}.`, {
      hint: 'Give the number that the start of the capture gave.',
    })
  }

  async #failed(number: number, captured: Captured): Promise<DeviceError> {
    const { stderr = '' } = (await this.#end(number)) ?? {}
    const why = stderr.trim().split('\n').at(-1)
    const message = `${this.#commands.device}: tcpdump does not listen at ${captured.interface}: ${why}`
    return new DeviceError('capture-failed', message, { device: this.#commands.device })
  }

  /** Ends a capture whose packets nobody wants any more; the caller may have given up already. */
  async #end(number: number): Promise<Ended | undefined> {
    const signal = AbortSignal.timeout(CLOSING_MS)
    const ended = await this.#running
      .get(number)
      ?.program.stop(signal)
      .catch(() => undefined)
    await this.#forget(number, signal)
    return ended
  }

  async #forget(number: number, signal: AbortSignal): Promise<void> {
    const running = this.#running.get(number)
    this.#running.delete(number)
    if (running !== undefined) await this.#commands.tryRun(`rm -f ${running.file}`, signal)
  }
}
