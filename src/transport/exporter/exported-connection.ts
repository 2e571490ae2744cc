import { formatSelector } from '../../runtime/bench/selector.ts'
import type {
  BenchDescription,
  Calling,
  Connection,
  Hold,
  HoldRequest,
  Notice,
  NoticeScope,
  Opening,
  OpenStream,
  StreamListener,
  Target,
  TestEvent,
  Waiting,
} from '../../runtime/connection.ts'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { benchIdle, readOnly } from '../../runtime/session/viewer-rights.ts'
import type { ClientIdentity } from '../client/client-identity.ts'
import type { BenchUse } from './bench-use.ts'
import type { ExporterListener } from './exporter-event.ts'
import { NoticeQueue } from './notice-queue.ts'

/** What a connection needs of its bench. */
export interface BenchDoor {
  /** Types of the drivers, by device and ability: `board.power`. */
  readonly drivers: ReadonlyMap<string, string>
  readonly description: BenchDescription
  readonly event: ExporterListener
  /** The session that is open, whose ever it is. */
  current(): BenchUse | undefined
  /** Takes part in the session of the client's group, or waits for it. */
  enter(wanted: string, signal: AbortSignal | undefined): Promise<BenchUse>
  left(): Promise<void>
}

interface Subscription {
  readonly scope: NoticeScope
  readonly queue: NoticeQueue
}

/** One client's connection to a bench that is exported. */
export class ExportedConnection implements Connection {
  readonly identity: ClientIdentity
  readonly description: BenchDescription
  readonly #door: BenchDoor
  readonly #subscriptions = new Set<Subscription>()
  #use: BenchUse | undefined
  #inner: Connection | undefined
  #disposing: Promise<void> | undefined

  constructor(identity: ClientIdentity, door: BenchDoor) {
    this.identity = identity
    this.description = door.description
    this.#door = door
  }

  async call(target: Target, params: Readonly<Record<string, unknown>>, waiting: Calling = {}) {
    const start = performance.now()
    try {
      const result = await this.#connection(target).call(target, params, waiting)
      this.#called(target, start, 'done')
      return result
    } catch (error) {
      this.#called(target, start, waiting.signal?.aborted ? 'cancelled' : 'failed', messageOf(error))
      throw error
    }
  }

  items(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting?: Waiting,
  ): AsyncIterable<unknown> {
    return this.#connection(target).items(target, params, waiting)
  }

  async openStream(target: Target, listener: StreamListener, opening?: Opening): Promise<OpenStream> {
    return this.#connection(target).openStream(target, listener, opening)
  }

  async hold(request: HoldRequest, waiting: Waiting = {}): Promise<Hold> {
    if (this.identity.viewer) throw readOnly('hold a device')
    const use = await this.#enter(request, waiting)
    if (this.#disposing !== undefined) throw new LabError('connection-closed', 'The client has gone.')
    if (this.#use !== use) {
      this.#use = use
      this.#inner = use.connect()
    }
    return (this.#inner as Connection).hold(request, waiting)
  }

  async release(key: string): Promise<void> {
    await this.#inner?.release(key)
  }

  async test(event: TestEvent): Promise<void> {
    try {
      await this.#use?.test(this, event)
    } finally {
      await this.#told()
    }
  }

  async *notices(scope: NoticeScope, { signal }: Waiting = {}): AsyncIterable<Notice> {
    const subscription = { scope, queue: new NoticeQueue() }
    const end = () => subscription.queue.end()
    signal?.addEventListener('abort', end, { once: true })
    this.#subscriptions.add(subscription)
    try {
      yield* subscription.queue
    } finally {
      this.#subscriptions.delete(subscription)
    }
  }

  /** Tells the client something; `owner` is the connection that it is about, if it is about one. */
  notify(notice: Notice, owner: object | undefined): void {
    for (const { scope, queue } of this.#subscriptions)
      if (scope === 'session' || owner === undefined || owner === this) queue.push(notice)
  }

  async #enter(request: HoldRequest, { signal }: Waiting): Promise<BenchUse> {
    try {
      return await this.#door.enter(inWords(request), signal)
    } finally {
      await this.#told()
    }
  }

  /** What hooks said comes before the answer to what they ran for. */
  async #told(): Promise<void> {
    await Promise.all([...this.#subscriptions].map(({ queue }) => queue.told()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposing ??= this.#dispose()
    await this.#disposing
  }

  async #dispose(): Promise<void> {
    await this.#inner?.[Symbol.asyncDispose]()
    await this.#door.left()
    for (const { queue } of this.#subscriptions) queue.end()
  }

  /** The way to the devices: in the client's own session, or, for one that looks on, in whose ever is open. */
  #connection(target: Target): Connection {
    if (this.identity.viewer) return this.#view()
    if (this.#use?.over !== undefined) throw this.#use.over
    if (this.#inner === undefined) throw notHeld(target.device)
    return this.#inner
  }

  #view(): Connection {
    const use = this.#door.current()
    if (use === undefined) throw benchIdle()
    if (this.#use !== use) {
      this.#use = use
      this.#inner = use.connect({ viewer: true })
    }
    return this.#inner as Connection
  }

  #called(target: Target, start: number, outcome: 'done' | 'failed' | 'cancelled', message?: string): void {
    const { client } = this.identity
    const driver = this.#door.drivers.get(`${target.device}.${target.ability}`) ?? 'unknown'
    const milliseconds = performance.now() - start
    // Written out, since this happens at every call: objects that are spread cost more than the rest of it.
    const called = { kind: 'call', client, target, outcome, driver, milliseconds } as const
    this.#door.event(message === undefined ? called : { ...called, message })
  }
}

function inWords({ wanted }: HoldRequest): string {
  return wanted === 'all' ? 'the bench' : wanted.map(formatSelector).join(' and ')
}

function notHeld(device: string): LabError {
  const message = `The device "${device}" is not held by this client.`
  return new LabError('device-not-held', message, { device, hint: 'Take it first: hold it for the test.' })
}
