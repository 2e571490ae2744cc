import { type Deadline, isDeadline, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext } from '../../runtime/driver.ts'
import type { ByteLink } from '../links/byte-link.ts'
import { type LinkPlace, nameOfPlace, openLink } from '../links/link-config.ts'
import { instrumentError, instrumentSilent, type QueuedError, unreadableAnswer } from './scpi-error.ts'
import { ScpiReader } from './scpi-reader.ts'

/** Where an instrument is, and how long an answer may take. */
export interface ScpiPlace extends LinkPlace {
  readonly timeout: number
}

/** An instrument keeps some 20 errors; one that never says that there are no more is not asked for ever. */
const MOST_ERRORS = 32
const RESYNC_MS = 1000

interface OpenLink {
  readonly link: ByteLink
  readonly reader: ScpiReader
}

type Ask<T> = (open: OpenLink, signal: AbortSignal) => Promise<T>

/**
 * Speaks SCPI to an instrument: one question at a time, its error queue looked at after each. After a question that
 * was not answered the link is opened anew, and what comes late is thrown away.
 */
export class ScpiClient implements AsyncDisposable {
  readonly name: string
  readonly #place: ScpiPlace
  #identity: string | undefined
  #open: OpenLink | undefined
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  private constructor(place: ScpiPlace) {
    this.#place = place
    this.name = nameOfPlace(place)
  }

  /** Opens the link and asks the instrument who it is. */
  static async open(place: ScpiPlace, context: CallContext): Promise<ScpiClient> {
    const client = new ScpiClient(place)
    try {
      client.#identity = await client.#inTurn('*IDN?', context, (open, signal) => ask(open, '*IDN?', signal))
      await client.#inTurn('*CLS', context, ({ link }) => send(link, '*CLS'))
      return client
    } catch (error) {
      await client[Symbol.asyncDispose]()
      throw error
    }
  }

  /** What the instrument said to `*IDN?`: manufacturer, model, serial number, firmware, with commas between. */
  get identity(): string {
    return this.#identity ?? ''
  }

  /** Sends a command that has no answer; throws a LabError if the instrument reports an error. */
  command(command: string, context: CallContext): Promise<void> {
    return this.#checked(command, context, ({ link }) => send(link, command))
  }

  /** Sends a question and returns the line that answers it. */
  query(command: string, context: CallContext): Promise<string> {
    return this.#checked(command, context, (open, signal) => ask(open, command, signal))
  }

  /** Asks for a number. */
  async queryNumber(command: string, context: CallContext): Promise<number> {
    const answer = await this.query(command, context)
    const [number] = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?/i.exec(answer) ?? []
    if (number === undefined) throw unreadableAnswer('a number', answer)
    return Number(number)
  }

  /** Asks for a block of bytes, such as a waveform. */
  queryBlock(command: string, context: CallContext): Promise<Uint8Array> {
    return this.#checked(command, context, async ({ link, reader }, signal) => {
      await send(link, command)
      return reader.block(signal)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    await this.#drop()
  }

  #checked<T>(command: string, context: CallContext, work: Ask<T>): Promise<T> {
    return this.#inTurn(command, context, async (open, signal) => {
      const result = await work(open, signal)
      const errors = await queuedErrors(open, signal)
      if (errors.length > 0) throw instrumentError(this.name, command, errors)
      return result
    })
  }

  #inTurn<T>(command: string, context: CallContext, work: Ask<T>): Promise<T> {
    const turn = this.#last.then(() => this.#ask(command, context, work))
    this.#last = turn.catch(() => {})
    return turn
  }

  async #ask<T>(command: string, context: CallContext, work: Ask<T>): Promise<T> {
    context.signal.throwIfAborted()
    using deadline = withDeadline(this.#place.timeout, context.signal, `"${command}"`)
    try {
      return await work(await this.#opened(deadline), deadline.signal)
    } catch (error) {
      if (isAnswered(error)) throw error
      await this.#drop()
      if (!isDeadline(error) || context.signal.aborted) throw error
      throw (await this.#whySilent(command)) ?? instrumentSilent(this.name, command, this.#place.timeout)
    }
  }

  /** A question that the instrument does not understand has no answer; its error queue tells. */
  async #whySilent(command: string): Promise<Error | undefined> {
    if (this.#identity === undefined) return undefined
    using deadline = withDeadline(RESYNC_MS, undefined, 'looking for errors')
    try {
      const errors = await queuedErrors(await this.#opened(deadline), deadline.signal)
      return errors.length > 0 ? instrumentError(this.name, command, errors) : undefined
    } catch {
      // It is silent altogether: that is what the caller says.
      await this.#drop()
      return undefined
    }
  }

  async #opened({ signal }: Deadline): Promise<OpenLink> {
    if (this.#open !== undefined) return this.#open
    const link = await openLink(this.#place, signal)
    const open = { link, reader: new ScpiReader(link) }
    this.#open = open
    if (this.#isClosed) await this.#drop()
    else if (this.#identity !== undefined) await resync(open, this.#identity, signal)
    return open
  }

  async #drop(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    await open?.link[Symbol.asyncDispose]()
  }
}

/** Throws away answers to questions that were given up. */
async function resync({ link, reader }: OpenLink, identity: string, signal: AbortSignal): Promise<void> {
  await send(link, '*IDN?')
  while ((await reader.line(signal)) !== identity);
}

async function queuedErrors(open: OpenLink, signal: AbortSignal): Promise<QueuedError[]> {
  const errors: QueuedError[] = []
  while (errors.length < MOST_ERRORS) {
    const answer = await ask(open, 'SYST:ERR?', signal)
    const [, number, text = ''] = /^([+-]?\d+)(?:\s*,\s*"?(.*?)"?)?$/.exec(answer) ?? []
    if (number === undefined) throw unreadableAnswer('an error number and its text', answer)
    if (Number(number) === 0) break
    errors.push({ number: Number(number), text })
  }
  return errors
}

async function ask({ link, reader }: OpenLink, command: string, signal: AbortSignal): Promise<string> {
  await send(link, command)
  return reader.line(signal)
}

function send(link: ByteLink, command: string): Promise<void> {
  return link.write(new TextEncoder().encode(`${command}\n`))
}

/** True if the instrument answered, if only with an error: the link is in order. */
function isAnswered(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'instrument-error'
}
