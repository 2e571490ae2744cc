import type {
  BenchDescription,
  Connection,
  Hold,
  HoldRequest,
  OpenStream,
  StreamListener,
  Target,
  Waiting,
} from '../connection.ts'
import { formatTarget } from '../connection.ts'
import type { CallContext } from '../driver.ts'
import { LabError, SuiteError } from '../errors.ts'
import type { CallMember, ItemsMember, Member } from '../interface.ts'
import { didYouMean } from '../neighbours.ts'
import { convertParameters } from '../parameters.ts'
import type { Arbiter } from './arbiter.ts'
import type { OpenDevice } from './open-device.ts'

type Implementation = (params: Record<string, unknown>, context: CallContext) => unknown

/** What a client needs of its session. */
export interface ServingSession {
  readonly description: BenchDescription
  readonly arbiter: Arbiter
  device(name: string): Promise<OpenDevice>
}

/** A client of a session in the same process. */
export class LocalConnection implements Connection {
  readonly #session: ServingSession
  readonly #ended = new AbortController()

  constructor(session: ServingSession) {
    this.#session = session
  }

  get description() {
    return this.#session.description
  }

  async call(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Waiting = {},
  ): Promise<unknown> {
    const { member, implementation } = await this.#find(target, 'call')
    const converted = convertParameters(formatTarget(target), member as CallMember, params)
    return (implementation as Implementation)(converted, { signal: this.#signal(waiting) })
  }

  async *items(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Waiting = {},
  ): AsyncIterable<unknown> {
    const { member, implementation } = await this.#find(target, 'items')
    const converted = convertParameters(formatTarget(target), member as ItemsMember, params)
    yield* (implementation as Implementation)(converted, {
      signal: this.#signal(waiting),
    }) as AsyncIterable<unknown>
  }

  async openStream(target: Target, listener: StreamListener, waiting: Waiting = {}): Promise<OpenStream> {
    const device = await this.#session.device(target.device)
    const stream = device.streams.get(`${target.ability}.${target.member}`)
    if (stream === undefined) throw await this.#unknownMember(target, 'bytes')
    const start = stream.heard
    const stop = stream.listen(start, listener)
    const ended = () => stop()
    this.#ended.signal.addEventListener('abort', ended, { once: true })
    waiting.signal?.throwIfAborted()
    return {
      start,
      write: (bytes, writing = {}) => stream.write(bytes, { signal: this.#signal(writing) }),
      [Symbol.asyncDispose]: async () => {
        this.#ended.signal.removeEventListener('abort', ended)
        stop()
      },
    }
  }

  async hold(request: HoldRequest, waiting: Waiting = {}): Promise<Hold> {
    const hold = await this.#session.arbiter.hold(request, this, waiting.signal)
    await Promise.all(hold.devices.map((name) => this.#session.device(name)))
    return hold
  }

  async release(key: string): Promise<void> {
    this.#session.arbiter.release(key)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended.signal.aborted) return
    this.#ended.abort(new LabError('connection-closed', 'The connection to the bench was closed.'))
    this.#session.arbiter.leave(this)
  }

  async #find(target: Target, kind: Member['kind']) {
    const device = await this.#session.device(target.device)
    const found = device.member(target.ability, target.member)
    if (found === undefined || found.member.kind !== kind) throw await this.#unknownMember(target, kind)
    return found
  }

  async #unknownMember(target: Target, kind: Member['kind']): Promise<SuiteError> {
    const description = this.description.devices.find((device) => device.name === target.device)
    const abilities = description?.abilities.map((ability) => ability.name) ?? []
    const message = `${target.device} offers no ${kind} "${target.ability}.${target.member}".`
    const hint = didYouMean(target.ability, abilities)
    return new SuiteError('unknown-member', message, {
      device: target.device,
      ...(hint === undefined ? {} : { hint }),
    })
  }

  #signal({ signal }: Waiting): AbortSignal {
    return signal === undefined ? this.#ended.signal : AbortSignal.any([signal, this.#ended.signal])
  }
}
