import { withDeadline } from '../../runtime/deadline.ts'
import { LabError } from '../../runtime/errors.ts'
import type { CanFrame, CanListener, CanPort } from '../can-bus/can-frame.ts'
import type { ByteLink } from '../links/byte-link.ts'
import { encodeSlcan, SlcanDecoder, type SlcanEvent } from './slcan-codec.ts'

/** Bit rates that adapters know by a number, in kbit/s. */
export const BIT_RATES = [10, 20, 50, 100, 125, 250, 500, 800, 1000] as const

const ANSWER_MS = 1000

interface Waiting {
  readonly command: string
  resolve(text: string): void
  reject(error: Error): void
}

/** A bus behind an adapter that speaks slcan: lines of text, each command answered with a return or a bell. */
export class SlcanPort implements CanPort {
  readonly #link: ByteLink
  readonly #name: string
  readonly #decoder = new SlcanDecoder()
  readonly #closing = new AbortController()
  #waiting: Waiting[] = []
  #listener: CanListener | undefined
  #failure: Error | undefined
  #reading: Promise<void>

  private constructor(link: ByteLink, name: string) {
    this.#link = link
    this.#name = name
    this.#reading = this.#read()
  }

  /** Closes what an adapter had open, sets its bit rate, and opens it. */
  static async open(
    link: ByteLink,
    {
      name,
      bitRate,
      listenOnly,
    }: { readonly name: string; readonly bitRate: number; readonly listenOnly: boolean },
    signal: AbortSignal,
  ): Promise<SlcanPort> {
    const port = new SlcanPort(link, name)
    try {
      // An adapter that is closed already says so with a bell: that is as good.
      await port.#command('C', signal).catch(ignoreRefusal)
      await port.#command(`S${BIT_RATES.indexOf((bitRate / 1000) as (typeof BIT_RATES)[number])}`, signal)
      await port.#command(listenOnly ? 'L' : 'O', signal)
      return port
    } catch (error) {
      await port[Symbol.asyncDispose]()
      throw error
    }
  }

  listen(listener: CanListener): void {
    this.#listener = listener
    if (this.#failure !== undefined) listener.failed(this.#failure)
  }

  async send(frame: CanFrame, signal: AbortSignal): Promise<void> {
    await this.#command(encodeSlcan(frame), signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closing.signal.aborted) return
    if (this.#failure === undefined) await this.#command('C', AbortSignal.timeout(ANSWER_MS)).catch(() => {})
    this.#closing.abort(new LabError('link-closed', `The connection to ${this.#name} was closed.`))
    await this.#link[Symbol.asyncDispose]()
    await this.#reading
  }

  /** Adapters answer in order, so several commands may be on their way. */
  async #command(command: string, signal: AbortSignal): Promise<string> {
    if (this.#failure !== undefined) throw this.#failure
    signal.throwIfAborted()
    using deadline = withDeadline(ANSWER_MS, undefined, command)
    const answer = new Promise<string>((resolve, reject) => {
      const waiting = { command, resolve, reject }
      this.#waiting.push(waiting)
      deadline.signal.addEventListener('abort', () => reject(this.#silent(command)))
    })
    answer.catch(() => {})
    await this.#link.write(Buffer.from(`${command}\r`, 'latin1'))
    return await answer
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const events = this.#decoder.decode(await this.#link.read(this.#closing.signal))
        const time = Date.now()
        for (const event of events) this.#hear(event, time)
      }
    } catch (error) {
      this.#fail(error as Error)
    }
  }

  #hear(event: SlcanEvent, time: number): void {
    if (event.kind === 'frame') this.#listener?.frame({ ...event.frame, time })
    if (event.kind !== 'answer') return
    const waiting = this.#waiting.shift()
    if (event.ok) waiting?.resolve(event.text)
    else waiting?.reject(this.#refused(waiting.command))
  }

  #fail(error: Error): void {
    this.#failure = error
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
    this.#listener?.failed(error)
  }

  #refused(command: string): LabError {
    return new LabError('can-refused', `The CAN adapter ${this.#name} refuses "${command}".`, {
      hint: 'Is the bus connected, does another node acknowledge, and is the adapter not set to listen only?',
    })
  }

  #silent(command: string): LabError {
    return new LabError('can-silent', `The CAN adapter ${this.#name} does not answer "${command}".`, {
      hint: 'Is it an adapter that speaks slcan, and is the baud rate of its port right?',
    })
  }
}

function ignoreRefusal(error: unknown): void {
  if ((error as { code?: unknown }).code !== 'can-refused') throw error
}
