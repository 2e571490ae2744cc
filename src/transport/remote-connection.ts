import { WebSocket } from 'ws'
import type {
  BenchDescription,
  Connection,
  Hold,
  HoldRequest,
  OpenStream,
  StreamListener,
  Target,
  Waiting,
} from '../runtime/connection.ts'
import { LabError } from '../runtime/errors.ts'
import { decodeFrame, encodeFrame } from './codec.ts'
import { errorFromData } from './error-data.ts'
import { type BenchFrame, type ClientFrame, PROTOCOL_VERSION, type Question } from './frames.ts'
import { ItemQueue } from './item-queue.ts'

/** A question that waits for its answer. */
interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly listener?: StreamListener
  readonly items?: ItemQueue
}

/** Connects to a bench that is served on a unix socket. Rejects with a LabError. */
export async function connectTo(socketPath: string): Promise<Connection> {
  const socket = new WebSocket(`ws+unix:${socketPath}:/`, { perMessageDeflate: false })
  const welcome = await new Promise<BenchFrame | undefined>((resolve, reject) => {
    socket.once('message', (data: Buffer) => resolve(decodeFrame<BenchFrame>(data)))
    socket.once('error', (cause) =>
      reject(new LabError('bench-unreachable', `The bench at ${socketPath} does not answer.`, { cause })),
    )
    socket.once('close', () =>
      reject(new LabError('bench-unreachable', `The bench at ${socketPath} hung up.`)),
    )
  })
  if (welcome?.kind === 'welcome' && welcome.version === PROTOCOL_VERSION)
    return new RemoteConnection(socket, welcome.description)
  socket.terminate()
  throw new LabError(
    'protocol-mismatch',
    `The bench at ${socketPath} speaks another version of the protocol.`,
  )
}

/** A client of a bench in another process. */
class RemoteConnection implements Connection {
  readonly description: BenchDescription
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #streams = new Map<number, StreamListener>()
  #lastId = 0

  constructor(socket: WebSocket, description: BenchDescription) {
    this.#socket = socket
    this.description = description
    socket.on('message', (data: Buffer) => this.#receive(decodeFrame<BenchFrame>(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#lost())
  }

  async call(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Waiting = {},
  ): Promise<unknown> {
    return this.#ask({ op: 'call', target, params }, waiting).answer
  }

  async *items(
    target: Target,
    params: Readonly<Record<string, unknown>>,
    waiting: Waiting = {},
  ): AsyncIterable<unknown> {
    const items = new ItemQueue()
    const { id, answer } = this.#ask({ op: 'items', target, params }, waiting, { items })
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

  async openStream(target: Target, listener: StreamListener, waiting: Waiting = {}): Promise<OpenStream> {
    const { id, answer } = this.#ask({ op: 'stream', target }, waiting, { listener })
    const start = Number(await answer.catch((error: Error) => this.#giveUpStream(id, error)))
    return {
      start,
      write: async (chunk, writing = {}) => {
        await this.#ask({ op: 'write', stream: id, chunk }, writing).answer
      },
      [Symbol.asyncDispose]: async () => {
        if (!this.#streams.delete(id) || this.#socket.readyState !== this.#socket.OPEN) return
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

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.readyState === this.#socket.CLOSED) return
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()))
    this.#socket.close()
    await closed
  }

  #ask(question: Question, { signal }: Waiting, extra: Pick<Pending, 'listener' | 'items'> = {}) {
    const id = ++this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted()
      if (this.#socket.readyState !== this.#socket.OPEN) throw connectionLost()
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
      if (extra.listener !== undefined) this.#streams.set(id, extra.listener)
      this.#send({ kind: 'ask', id, question })
    })
    return { id, answer }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }

  #receive(frame: BenchFrame | undefined): void {
    if (frame === undefined) this.#socket.terminate()
    else if (frame.kind === 'answer') this.#settle(frame.id)?.resolve(frame.value)
    else if (frame.kind === 'fail') this.#settle(frame.id)?.reject(errorFromData(frame.error))
    else if (frame.kind === 'item') this.#pending.get(frame.id)?.items?.push(frame.value)
    else if (frame.kind === 'bytes') this.#streams.get(frame.id)?.bytes(frame.chunk, frame.offset, frame.time)
    else if (frame.kind === 'mark') this.#streams.get(frame.id)?.mark(frame.text, frame.offset, frame.time)
  }

  #send(frame: ClientFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeFrame(frame))
  }

  #lost(): void {
    const pending = [...this.#pending.keys()]
    for (const id of pending) this.#settle(id)?.reject(connectionLost())
    for (const listener of this.#streams.values()) listener.closed?.(connectionLost())
    this.#streams.clear()
  }
}

function connectionLost(): LabError {
  return new LabError('connection-lost', 'The connection to the bench was lost.', {
    hint: 'The bench process ended; its last words are above or in the record.',
  })
}
