import type {
  BenchDescription,
  Calling,
  Connection,
  FileProgress,
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
import type { LabError } from '../../runtime/errors.ts'
import type { FileLink } from '../files/file-link.ts'
import { besideOf, filesOf, putFiles } from '../files/put-files.ts'
import { errorFromData } from '../wire/error-data.ts'
import { decodeFrame, encodeFrame, type Frame, type Question } from '../wire/frames.ts'
import { ItemQueue } from '../wire/item-queue.ts'
import type { Address } from '../wire/web-socket.ts'
import { ClientSession, connectionLost } from './client-session.ts'

/** A question that waits for its answer. */
interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly heard?: HeardStream
  readonly items?: Pick<ItemQueue, 'push'>
  readonly upload?: { add(more: number): void }
}

/** A byte stream that comes in. */
interface HeardStream {
  readonly listener: StreamListener
  /** True if room is granted as its bytes are taken; false if its listener does that. */
  readonly grants: boolean
  /** Bytes that were taken since room was granted last. */
  taken: number
}

/** Room for bytes is granted in such portions. */
const GRANT_BYTES = 65_536

/** Connects to a bench that is served somewhere. Rejects with a LabError. */
export async function connectTo(address: Address, waiting: Waiting = {}): Promise<Connection> {
  const connection = new RemoteConnection()
  await connection.open(address, waiting)
  return connection
}

/** The address of a bench that is served on a unix socket. */
export function unixAddress(socketPath: string): Address {
  return { url: `ws+unix:${socketPath}:/` }
}

/** A client of a bench in another process. */
class RemoteConnection implements Connection {
  readonly #pending = new Map<number, Pending>()
  readonly #streams = new Map<number, HeardStream>()
  #session: ClientSession | undefined
  #lastId = 0

  async open(address: Address, { signal }: Waiting): Promise<void> {
    const listener = {
      frame: (bytes: Uint8Array) => this.#receive(decodeFrame(bytes)),
      lost: (reason: LabError) => this.#lost(reason),
    }
    this.#session = await ClientSession.open(address, listener, signal)
  }

  get description(): BenchDescription {
    return this.#open.description
  }

  get lost(): AbortSignal {
    return this.#open.over
  }

  async call(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Calling = {},
  ): Promise<unknown> {
    const question = { op: 'call', target, params } as const
    const names = filesOf(this.description, target)
    if (names === undefined) return this.#ask(question, waiting).answer
    const { progress } = waiting
    const heard =
      progress === undefined ? {} : { items: { push: (item: unknown) => progress(item as FileProgress) } }
    const asked = progress === undefined ? question : { ...question, progress: true }
    if (!this.#open.takesFiles) return this.#ask(asked, waiting, heard).answer
    const beside = besideOf(this.description, target)
    const files = await putFiles(this.#fileLink, { names, beside, params }, waiting)
    return this.#ask({ ...asked, files }, waiting, heard).answer
  }

  get #fileLink(): FileLink {
    return {
      put: (question, waiting, upload) => this.#ask(question, waiting, { items: upload, upload }),
      send: (message) => this.#open.send(message, 'bulk'),
      room: () => this.#open.room(),
    }
  }

  items(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Waiting = {},
  ): AsyncIterable<unknown> {
    return this.#iterate({ op: 'items', target, params }, waiting)
  }

  async *#iterate(question: Question, waiting: Waiting): AsyncIterable<unknown> {
    const items: ItemQueue = new ItemQueue((taken) => this.#send({ kind: 'credit', id, more: taken }))
    const { id, answer } = this.#ask(question, waiting, { items })
    answer.then(
      () => items.end(),
      (error: Error) => items.end(error),
    )
    try {
      yield* items
    } finally {
      this.#send({ kind: 'cancel', id })
    }
  }

  async openStream(target: Target, listener: StreamListener, opening: Opening = {}): Promise<OpenStream> {
    const { window, params, ...waiting } = opening
    const more = { ...(window === undefined ? {} : { window }), ...(params === undefined ? {} : { params }) }
    const sends = listener.sent !== undefined
    const question = { op: 'stream', target, ...more, ...(sends && { sends }) } as const
    const heard = { listener, taken: 0, grants: window === undefined }
    const { id, answer } = this.#ask(question, waiting, { heard })
    const start = Number(await answer.catch((error: Error) => this.#giveUpStream(id, error)))
    return {
      start,
      grant: (more) => this.#send({ kind: 'credit', id, more }),
      write: async (chunk, writing = {}) => {
        await this.#ask({ op: 'write', stream: id, chunk }, writing).answer
      },
      end: async () => {
        await this.#ask({ op: 'end', stream: id }, {}).answer
      },
      [Symbol.asyncDispose]: async () => {
        if (!this.#streams.delete(id) || !this.#open.isOpen) return
        await this.#ask({ op: 'close', stream: id }, {}).answer
      },
    }
  }

  /** The bench may have opened the stream before it heard that nobody wants it. */
  #giveUpStream(id: number, error: Error): never {
    this.#streams.delete(id)
    this.#ask({ op: 'close', stream: id }, {}).answer.catch(() => {})
    throw error
  }

  async hold(request: HoldRequest, waiting: Waiting = {}): Promise<Hold> {
    return (await this.#ask({ op: 'hold', request }, waiting).answer) as Hold
  }

  async release(key: string): Promise<void> {
    await this.#ask({ op: 'release', key }, {}).answer
  }

  async test(event: TestEvent, waiting: Waiting = {}): Promise<void> {
    await this.#ask({ op: 'test', event }, waiting).answer
  }

  notices(scope: NoticeScope, waiting: Waiting = {}): AsyncIterable<Notice> {
    return this.#iterate({ op: 'notices', scope }, waiting) as AsyncIterable<Notice>
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#open.close()
  }

  #ask(question: Question, { signal }: Waiting, extra: Omit<Pending, 'resolve' | 'reject'> = {}) {
    const id = ++this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted()
      const over = this.#open.whyOver
      if (over !== undefined) throw over
      const cancel = () => {
        this.#send({ kind: 'cancel', id })
        this.#settle(id)?.reject(signal?.reason)
      }
      signal?.addEventListener('abort', cancel, { once: true })
      const clear = () => signal?.removeEventListener('abort', cancel)
      this.#pending.set(id, {
        resolve: (value) => {
          clear()
          resolve(value)
        },
        reject: (error) => {
          clear()
          reject(error)
        },
        ...extra,
      })
      if (extra.heard !== undefined) this.#streams.set(id, extra.heard)
      this.#send({ kind: 'ask', id, question })
    })
    return { id, answer }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }

  #receive(frame: Frame | undefined): void {
    if (frame === undefined) this.#open.close()
    else if (frame.kind === 'answer') this.#settle(frame.id)?.resolve(frame.value)
    else if (frame.kind === 'fail') this.#settle(frame.id)?.reject(errorFromData(frame.error))
    else if (frame.kind === 'item') this.#pending.get(frame.id)?.items?.push(frame.value)
    else if (frame.kind === 'bytes') this.#hear(frame)
    else if (frame.kind === 'credit') this.#pending.get(frame.id)?.upload?.add(frame.more)
    else if (frame.kind === 'sent') this.#streams.get(frame.id)?.listener.sent?.(frame.chunk, frame.time)
    else if (frame.kind === 'ended')
      this.#streams.get(frame.id)?.listener.ended?.(frame.error && errorFromData(frame.error))
    else if (frame.kind === 'mark')
      this.#streams.get(frame.id)?.listener.mark(frame.text, frame.offset, frame.time, frame.away)
  }

  #hear({ id, chunk, offset, time }: Frame & { kind: 'bytes' }): void {
    const stream = this.#streams.get(id)
    if (stream === undefined) return
    stream.listener.bytes(chunk, offset, time)
    stream.taken += chunk.length
    if (!stream.grants || stream.taken < GRANT_BYTES) return
    this.#send({ kind: 'credit', id, more: stream.taken })
    stream.taken = 0
  }

  #send(frame: Frame): void {
    this.#open.send(encodeFrame(frame), 'urgent')
  }

  get #open(): ClientSession {
    if (this.#session === undefined) throw connectionLost()
    return this.#session
  }

  #lost(reason: LabError): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(reason)
    for (const { listener } of this.#streams.values()) listener.closed?.(reason)
    this.#streams.clear()
  }
}
