import type {
  BenchDescription,
  Calling,
  Connection,
  Hold,
  HoldRequest,
  Notice,
  Opening,
  OpenStream,
  StreamListener,
  Target,
  Waiting,
} from '../connection.ts'
import { formatTarget } from '../connection.ts'
import type { ByteConnection, CallContext } from '../driver.ts'
import { LabError, SuiteError } from '../errors.ts'
import type { ImageExporters } from '../fetching/exporter-image.ts'
import { resolveFiles, takesFiles } from '../fetching/resolve-files.ts'
import type { FileStore } from '../files/file-store.ts'
import type { CallMember, ConnectionMember, ItemsMember, Member } from '../interface.ts'
import { didYouMean } from '../neighbours.ts'
import { convertParameters } from '../parameters.ts'
import type { Arbiter } from './arbiter.ts'
import { CallScopes } from './call-scope.ts'
import type { DeviceStream, Listening } from './device-stream.ts'
import type { FoundMember, OpenDevice } from './open-device.ts'
import { openPrivateStream } from './private-stream.ts'

type ParametersByName = Readonly<Record<string, unknown>>
type Implementation = (params: Record<string, unknown>, context: CallContext) => unknown

/** What a client needs of its session. */
export interface ServingSession {
  readonly description: BenchDescription
  readonly arbiter: Arbiter
  /** Keeps what is fetched for its drivers. */
  readonly files: FileStore
  /** The way to the images of other exporters. */
  readonly exporters?: ImageExporters | undefined
  /** Where relative paths start: the folder of the bench file. */
  readonly directory: string
  device(name: string): Promise<OpenDevice>
}

/** What a client may do with devices. */
export interface Rights {
  /** The device, open; throws if the client may not use it so. */
  device(name: string): Promise<OpenDevice>
  /** Throws if the client may not call the member. */
  checkCall(target: Target, member: CallMember | ItemsMember): void
  /** Throws if the client may not write to the stream. */
  checkWrite(target: Target): void
  /** Listens to a stream. */
  listen(
    stream: DeviceStream,
    listener: StreamListener,
    window?: number,
  ): Listening & { readonly start: number }
}

/** A client of a session in the same process. */
export class LocalConnection implements Connection {
  readonly #session: ServingSession
  readonly #rights: Rights
  readonly #scopes = new CallScopes()
  readonly #streams = new Set<() => void>()

  constructor(session: ServingSession, rights?: Rights) {
    this.#session = session
    this.#rights = rights ?? this.#holderRights()
  }

  get description() {
    return this.#session.description
  }

  async call(target: Target, params: ParametersByName, waiting: Calling = {}): Promise<unknown> {
    const { member, implementation } = await this.#find(target, 'call')
    this.#rights.checkCall(target, member as CallMember)
    const converted = convertParameters(formatTarget(target), member as CallMember, params)
    using scope = this.#scopes.open(waiting)
    const run = implementation as Implementation
    if (!takesFiles(member as CallMember)) return await run(converted, scope)
    const { files: store, directory, exporters } = this.#session
    const source = { store, directory, exporters, signal: scope.signal, progress: waiting.progress }
    await using files = await resolveFiles(member as CallMember, converted, source)
    return await run(files.params, scope)
  }

  async *items(target: Target, params: ParametersByName, waiting: Waiting = {}): AsyncIterable<unknown> {
    const { member, implementation } = await this.#find(target, 'items')
    this.#rights.checkCall(target, member as ItemsMember)
    const converted = convertParameters(formatTarget(target), member as ItemsMember, params)
    using scope = this.#scopes.open(waiting)
    yield* (implementation as Implementation)(converted, scope) as AsyncIterable<unknown>
  }

  async openStream(target: Target, listener: StreamListener, waiting: Opening = {}): Promise<OpenStream> {
    const device = await this.#rights.device(target.device)
    waiting.signal?.throwIfAborted()
    const found = device.member(target.ability, target.member)
    if (found?.member.kind === 'connection') return this.#openPrivate(target, found, { listener, waiting })
    const stream = device.streams.get(`${target.ability}.${target.member}`)
    if (stream === undefined) throw await this.#unknownMember(target, 'bytes')
    const { start, stop, grant } = this.#rights.listen(stream, listener, waiting.window)
    this.#streams.add(stop)
    return {
      start,
      grant,
      write: async (bytes, writing = {}) => {
        this.#rights.checkWrite(target)
        using scope = this.#scopes.open(writing)
        await stream.write(bytes, scope)
      },
      end: async () => {},
      [Symbol.asyncDispose]: async () => {
        this.#streams.delete(stop)
        stop()
      },
    }
  }

  /** A connection of the client's own; it ends with the client. */
  async #openPrivate(
    target: Target,
    { member, implementation }: FoundMember,
    { listener, waiting }: { readonly listener: StreamListener; readonly waiting: Opening },
  ): Promise<OpenStream> {
    this.#rights.checkWrite(target)
    const params = convertParameters(formatTarget(target), member as ConnectionMember, waiting.params ?? {})
    using scope = this.#scopes.open(waiting)
    const connection = (await (implementation as Implementation)(params, scope)) as ByteConnection
    const run = async (writing: Waiting, work: (context: CallContext) => Promise<void>) => {
      using written = this.#scopes.open(writing)
      await work(written)
    }
    const stream = openPrivateStream({ connection, listener, window: waiting.window, run })
    const close = async () => stream[Symbol.asyncDispose]()
    const stop = () => void close().catch(() => {}) // nobody is left to hear of it
    this.#streams.add(stop)
    return {
      ...stream,
      [Symbol.asyncDispose]: () => {
        this.#streams.delete(stop)
        return close()
      },
    }
  }

  async hold(request: HoldRequest, waiting: Waiting = {}): Promise<Hold> {
    using scope = this.#scopes.open(waiting)
    const hold = await this.#session.arbiter.hold(request, this, scope.signal)
    try {
      await Promise.all(hold.devices.map((name) => this.#session.device(name)))
      waiting.signal?.throwIfAborted()
      return hold
    } catch (error) {
      this.#session.arbiter.release(request.key)
      throw error
    }
  }

  async release(key: string): Promise<void> {
    this.#session.arbiter.release(key)
  }

  /** Hooks belong to the session of an exporter. */
  async test(): Promise<void> {}

  /** Nothing is said unasked where nobody else is. */
  async *notices(): AsyncIterable<Notice> {}

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#scopes.ended) return
    this.#scopes.end(new LabError('connection-closed', 'The connection to the bench was closed.'))
    for (const stop of this.#streams) stop()
    this.#session.arbiter.leave(this)
  }

  async #find(target: Target, kind: Member['kind']) {
    const device = await this.#rights.device(target.device)
    const found = device.member(target.ability, target.member)
    if (found === undefined || found.member.kind !== kind) throw await this.#unknownMember(target, kind)
    return found
  }

  /** Who holds a device may do everything with it. */
  #holderRights(): Rights {
    return {
      device: (name) => {
        this.#checkHeld(name)
        return this.#session.device(name)
      },
      checkCall: () => {},
      checkWrite: ({ device }) => this.#checkHeld(device),
      listen: (stream, listener, window) => {
        const start = stream.heard
        return { ...stream.listen(start, listener, window), start }
      },
    }
  }

  /** A device serves its holder only: two clients would disturb each other's tests. */
  #checkHeld(device: string): void {
    const known = this.description.devices.some((one) => one.name === device)
    if (!known || this.#session.arbiter.isHeldBy(this, device)) return
    const message = `The device "${device}" is not held by this client.`
    throw new LabError('device-not-held', message, { device, hint: 'Take it first: hold it for the test.' })
  }

  async #unknownMember(target: Target, kind: Member['kind']): Promise<SuiteError> {
    const description = this.description.devices.find((device) => device.name === target.device)
    const abilities = description?.abilities.map((ability) => ability.name) ?? []
    const message = `${target.device} offers no ${kind} "${target.ability}.${target.member}".`
    const members = (await this.#session.device(target.device)).membersOf(target.ability, kind)
    const isMember = members.length > 0
    const hint = isMember ? didYouMean(target.member, members) : didYouMean(target.ability, abilities)
    return new SuiteError('unknown-member', message, {
      device: target.device,
      ...(hint === undefined ? {} : { hint }),
    })
  }
}
