import { performance } from 'node:perf_hooks'
import { Queue } from '../../runtime/console/queue.ts'
import { sleep, withDeadline } from '../../runtime/deadline.ts'
import type { ByteChannel, ByteListener } from '../../runtime/driver.ts'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'
import { ConsoleLog } from './console-log.ts'
import type { Link, LinkListener, OpenLink } from './link.ts'
import { type Paste, sendPaced } from './paste.ts'

/** What a line is made from. */
export interface LineOptions<L extends Link> {
  /** What messages call it: a path, an address. */
  readonly name: string
  readonly openLink: OpenLink<L>
  /** File that gets everything; none if left out. */
  readonly log?: string | undefined
  readonly paste?: Paste
  /** True if what is not there yet is waited for, in place of failing to open. */
  readonly appearsLater?: boolean
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2000
const ATTEMPT_MS = 10_000
/** Whoever sends while the line is away waits so long for its return. */
const AWAY_MS = 5000

/** A console whose connection may go away and come back: it is opened again, and the gap is marked in its stream. */
export class LastingLine<L extends Link> implements AsyncDisposable {
  readonly #options: LineOptions<L>
  readonly #log: ConsoleLog | undefined
  readonly #closing = new AbortController()
  readonly #writes = new Queue()
  /** What came before anybody listened. */
  #early: ((listener: ByteListener) => void)[] = []
  #listener: ByteListener | undefined
  #link: L | undefined
  #returning: Promise<L> | undefined
  #flows = true
  #whyAway = 'it is not connected yet'

  private constructor(options: LineOptions<L>) {
    this.#options = options
    this.#log = options.log === undefined ? undefined : new ConsoleLog(options.log)
  }

  /** Opens the line; rejects with the reason if there is nothing to open. */
  static async open<L extends Link>(options: LineOptions<L>, signal: AbortSignal): Promise<LastingLine<L>> {
    const line = new LastingLine(options)
    try {
      await line.#connect(signal)
    } catch (error) {
      if (options.appearsLater === true && !signal.aborted) line.#lose(messageOf(error).split('\n')[0] ?? '')
      else {
        await line[Symbol.asyncDispose]()
        throw error
      }
    }
    return line
  }

  /** The line as the console's byte stream; with `canWait` it is slowed down when its readers are behind. */
  channel({ canWait }: { readonly canWait: boolean }): ByteChannel {
    const channel: ByteChannel = {
      listen: (listener) => this.#listen(listener),
      write: (bytes, { signal }) => this.#writes.run(() => this.#send(bytes, signal)),
    }
    return canWait ? { ...channel, setFlow: (on) => this.#setFlow(on) } : channel
  }

  /** The connection; while it is away, waits a while for its return and then says so. */
  async link(signal: AbortSignal): Promise<L> {
    if (this.#link !== undefined) return this.#link
    signal.throwIfAborted()
    using deadline = withDeadline(AWAY_MS, signal, `waiting for ${this.#options.name}`)
    const returned = await Promise.race([this.#returning, aborted(deadline.signal)])
    if (returned !== undefined) return returned
    signal.throwIfAborted()
    throw new LabError('console-away', `${this.#options.name} is away: ${this.#whyAway}.`, {
      hint: 'It is used again as soon as it comes back.',
    })
  }

  /** Notes something in the stream, at this place. */
  mark(text: string, away?: boolean): void {
    this.#log?.mark(text, this)
    this.#tell((listener) => listener.mark(text, away))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    await this.#returning?.catch(() => {})
    const link = this.#link
    this.#link = undefined
    await link?.[Symbol.asyncDispose]()
    this.#log?.close()
  }

  #listen(listener: ByteListener): void {
    this.#listener = listener
    for (const tell of this.#early.splice(0)) tell(listener)
  }

  #tell(tell: (listener: ByteListener) => void): void {
    if (this.#listener === undefined) this.#early.push(tell)
    else tell(this.#listener)
  }

  async #send(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    await sendPaced(await this.link(signal), bytes, { pauses: this.#options.paste, signal })
  }

  #setFlow(on: boolean): void {
    this.#flows = on
    this.#link?.setFlow(on)
  }

  async #connect(signal: AbortSignal): Promise<L> {
    let ended: string | undefined
    let link: L | undefined
    const listener: LinkListener = {
      bytes: (chunk) => this.#take(chunk),
      mark: (text) => this.mark(text),
      lost: (reason) => {
        if (ended !== undefined) return
        ended = reason
        if (link !== undefined && this.#link === link) this.#lose(reason)
      },
    }
    link = await this.#options.openLink(listener, signal)
    if (ended !== undefined) {
      await link[Symbol.asyncDispose]()
      throw new LabError('console-lost', `${ended}.`)
    }
    if (!this.#flows) link.setFlow(false)
    this.#link = link
    return link
  }

  #take(chunk: Uint8Array): void {
    this.#log?.bytes(chunk, this)
    this.#tell((listener) => listener.bytes(chunk))
  }

  #lose(reason: string): void {
    const lost = this.#link
    this.#link = undefined
    if (this.#closing.signal.aborted) return
    this.#whyAway = reason
    this.mark(reason, true)
    this.#returning = this.#return(lost)
    this.#returning.catch(() => {})
  }

  /** Tries until it is back or the line is closed; a new reason for its absence is marked. */
  async #return(lost: L | undefined): Promise<L> {
    const since = performance.now()
    const { signal } = this.#closing
    await lost?.[Symbol.asyncDispose]()
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      await sleep(pause, { signal })
      using deadline = withDeadline(ATTEMPT_MS, signal, `opening ${this.#options.name}`)
      try {
        const link = await this.#connect(deadline.signal)
        this.mark(`${this.#options.name} is back after ${formatDuration(performance.now() - since)}`, false)
        return link
      } catch (error) {
        signal.throwIfAborted()
        this.#noteObstacle(error)
      }
    }
  }

  /** That it is still not there needs no second mark; that it is there and cannot be used does. */
  #noteObstacle(error: unknown): void {
    const why = messageOf(error).split('\n')[0]?.replace(/\.$/, '') ?? ''
    const isNews = error instanceof LabError && error.code === 'port-in-use' && why !== this.#whyAway
    if (!isNews) return
    this.#whyAway = why
    this.mark(why, true)
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
