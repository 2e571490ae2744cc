import { setTimeout as delay } from 'node:timers/promises'
import type { BenchDescription } from '../../runtime/connection.ts'
import { LabError } from '../../runtime/errors.ts'
import { Channel, type Socket } from '../wire/channel.ts'
import { FILES, VERSIONS } from '../wire/frames.ts'
import type { Lane } from '../wire/lanes.ts'
import { encodeMessage, type Refuse, type Resume, type Welcome } from '../wire/message.ts'
import { type Address, channelSocket, OPENING_MS, type Opened, openSocket } from '../wire/web-socket.ts'
import { nextAttempt } from './backoff.ts'
import { ownIdentity } from './client-identity.ts'

/** Who uses a session. */
export interface SessionListener {
  frame(frame: Uint8Array): void
  /** The session is over; what is open in it fails with this. */
  lost(reason: LabError): void
}

/** The client's end of a session: dials again when its connection breaks, and goes on where it stopped. */
export class ClientSession {
  readonly #address: Address
  readonly #listener: SessionListener
  readonly #channel: Channel
  readonly #welcome: Welcome
  readonly #closing = new AbortController()
  #link: Socket | undefined
  #reconnects = 0

  private constructor(address: Address, welcome: Welcome, listener: SessionListener) {
    this.#address = address
    this.#welcome = welcome
    this.#listener = listener
    this.#channel = new Channel(
      {
        frame: (frame) => listener.frame(frame),
        ended: (code, message) => this.#lose(new LabError(code, message)),
      },
      welcome.heartbeat,
    )
  }

  /** Begins a session. Rejects with a LabError if the bench cannot be reached or does not want this client. */
  static async open(
    address: Address,
    listener: SessionListener,
    signal?: AbortSignal,
  ): Promise<ClientSession> {
    const { opened, answer } = await greet(address, undefined, signal)
    if (answer.kind === 'refuse') throw refused(answer)
    const session = new ClientSession(address, answer, listener)
    session.#attach(opened, answer)
    return session
  }

  get description(): BenchDescription {
    return this.#welcome.description
  }

  /** True if files can be sent to the bench; on one machine it reads them where they are. */
  get takesFiles(): boolean {
    return this.#welcome.features.includes(FILES)
  }

  /** How often the connection broke and was made again. */
  get reconnects(): number {
    return this.#reconnects
  }

  /** Why the session is over; undefined while it goes on. */
  get whyOver(): LabError | undefined {
    return this.isOpen ? undefined : (this.#closing.signal.reason as LabError)
  }

  /** Aborts with the reason when the session is over. */
  get over(): AbortSignal {
    return this.#closing.signal
  }

  /** True until the session was closed or lost. */
  get isOpen(): boolean {
    return !this.#closing.signal.aborted
  }

  send(frame: Uint8Array, lane: Lane): Promise<void> | undefined {
    return this.#channel.send(frame, lane)
  }

  /** Resolves when there is room for more bulk. */
  room(): Promise<void> {
    return this.#channel.room()
  }

  /** Ends the session on both sides. */
  close(): void {
    if (!this.isOpen) return
    const reason = connectionLost()
    this.#closing.abort(reason)
    this.#channel.end('closed', 'The client is done.')
    this.#listener.lost(reason)
  }

  #attach(opened: Opened, { received }: Welcome): void {
    const { socket, source } = opened
    const link = channelSocket(opened)
    socket.once('close', () => {
      if (this.#link !== link) return
      this.#channel.detach()
      void this.#redial()
    })
    this.#link = link
    if (this.#channel.attach(link, received)) source.forward((bytes) => this.#channel.receive(bytes, link))
    else this.#channel.end('protocol', 'The bench acknowledged frames that were never sent.')
  }

  /** Dials until the session goes on, is refused, or its grace time is over. */
  async #redial(): Promise<void> {
    if (this.#welcome.grace === 0) return this.#lose(connectionLost())
    const { grace } = this.#welcome
    const until = this.#channel.brokenAt + grace
    for (let attempt = 0; this.isOpen && !this.#channel.isAttached; attempt += 1) {
      const next = nextAttempt(attempt, until - performance.now(), grace)
      if (next === undefined) return this.#lose(expired(grace))
      await this.#pause(next.wait)
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(next.limit)])
      const greeting = await greet(this.#address, this.#resume, signal).catch(asLabError)
      if (greeting instanceof LabError && isForGood(greeting)) return this.#lose(greeting)
      if (greeting instanceof LabError) continue
      const { opened, answer } = greeting
      if (answer.kind === 'refuse') return this.#lose(this.#whyNot(answer))
      if (!this.isOpen) return opened.socket.terminate()
      this.#reconnects += 1
      this.#attach(opened, answer)
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#closing.signal }).catch(() => {})
  }

  get #resume(): Resume {
    const { session, key } = this.#welcome
    return { session, key, received: this.#channel.received }
  }

  #whyNot(refuse: Refuse): LabError {
    if (refuse.code !== 'session-unknown') return refused(refuse)
    return refuse.instance === this.#welcome.instance ? expired(this.#welcome.grace) : restarted()
  }

  #lose(reason: LabError): void {
    if (!this.isOpen) return
    this.#closing.abort(reason)
    this.#channel.detach()
    this.#listener.lost(reason)
  }
}

/** Who answers is the wrong one, or does not want us: dialling again does not help. */
function isForGood({ code }: LabError): boolean {
  return code === 'token-refused' || code.startsWith('certificate-')
}

function asLabError(error: unknown): LabError {
  return error instanceof LabError ? error : connectionLost()
}

interface Greeting {
  readonly opened: Opened
  readonly answer: Welcome | Refuse
}

/** Opens a connection and says hello; the answer tells whether the bench serves this client. */
async function greet(address: Address, resume: Resume | undefined, signal?: AbortSignal): Promise<Greeting> {
  const opened = await openSocket(address, signal)
  const { socket, source } = opened
  const giveUp = () => socket.terminate()
  signal?.addEventListener('abort', giveUp, { once: true })
  const hello = {
    kind: 'hello',
    versions: VERSIONS,
    features: [FILES],
    ...(address.as ?? ownIdentity()),
  } as const
  socket.send(encodeMessage(resume === undefined ? hello : { ...hello, resume }))
  const answer = await source.first(OPENING_MS)
  signal?.removeEventListener('abort', giveUp)
  if (answer?.kind === 'welcome') return { opened, answer }
  socket.terminate()
  if (answer?.kind === 'refuse') return { opened, answer }
  throw new LabError('protocol-mismatch', `What answers at ${address.url} is no bench of Hilwright.`)
}

function refused({ code, message, hint }: Refuse): LabError {
  return new LabError(code, message, hint === undefined ? {} : { hint })
}

/** The error of everything that was open on a connection that is gone for good. */
export function connectionLost(): LabError {
  return new LabError('connection-lost', 'The connection to the bench was lost.', {
    hint: 'The bench process ended; its last words are above or in the record.',
  })
}

function expired(grace: number): LabError {
  const message = `The connection to the bench was lost, and could not be made again within ${grace / 1000} s.`
  return new LabError('session-expired', message, {
    hint: 'Is the exporter still running, and the network between? What ran there was ended, and its devices given back.',
  })
}

function restarted(): LabError {
  return new LabError('exporter-restarted', 'The exporter was started again: what was open there is gone.', {
    hint: 'Run the tests again; the log of the exporter says why it ended.',
  })
}
