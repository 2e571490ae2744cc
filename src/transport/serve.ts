import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Connection, OpenStream, Waiting } from '../runtime/connection.ts'
import { LabError } from '../runtime/errors.ts'
import { decodeFrame, encodeFrame } from './codec.ts'
import { errorToData } from './error-data.ts'
import { type BenchFrame, type ClientFrame, PROTOCOL_VERSION, type Question } from './frames.ts'

/** Serves connections to a bench on a unix socket, until it is disposed. */
export async function serveBench(connect: () => Connection, socketPath: string): Promise<AsyncDisposable> {
  const http = createServer()
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  server.on('connection', (socket) => new ServedClient(socket, connect()))
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(socketPath, resolve)
  })
  return {
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

/** One client of the bench: answers its questions until its socket closes. */
class ServedClient {
  readonly #socket: WebSocket
  readonly #connection: Connection
  readonly #running = new Map<number, AbortController>()
  readonly #streams = new Map<number, OpenStream>()

  constructor(socket: WebSocket, connection: Connection) {
    this.#socket = socket
    this.#connection = connection
    socket.on('message', (data: Buffer) => this.#receive(decodeFrame<ClientFrame>(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => void this.#end())
    this.#send({ kind: 'welcome', version: PROTOCOL_VERSION, description: connection.description })
  }

  /** Who sends what is no question speaks another language: it is cut off. */
  #receive(frame: ClientFrame | undefined): void {
    if (frame?.kind === 'cancel') this.#running.get(frame.id)?.abort()
    else if (frame?.kind === 'ask' && typeof frame.question === 'object')
      void this.#run(frame.id, frame.question)
    else this.#socket.terminate()
  }

  async #run(id: number, question: Question): Promise<void> {
    const controller = new AbortController()
    this.#running.set(id, controller)
    try {
      const value = await this.#answer(id, question, { signal: controller.signal })
      this.#send({ kind: 'answer', id, value })
    } catch (error) {
      this.#send({ kind: 'fail', id, error: errorToData(error) })
    } finally {
      this.#running.delete(id)
    }
  }

  async #answer(id: number, question: Question, waiting: Waiting): Promise<unknown> {
    switch (question.op) {
      case 'call':
        return this.#connection.call(question.target, question.params, waiting)
      case 'items':
        return this.#sendItems(id, this.#connection.items(question.target, question.params, waiting))
      case 'stream':
        return this.#openStream(id, question, waiting)
      case 'write':
        return this.#streams.get(question.stream)?.write(question.chunk, waiting)
      case 'close':
        return this.#closeStream(question.stream)
      case 'hold':
        return this.#connection.hold(question.request, waiting)
      case 'release':
        return this.#connection.release(question.key)
      default:
        throw new LabError('unknown-question', 'The bench does not know this question.')
    }
  }

  async #sendItems(id: number, items: AsyncIterable<unknown>): Promise<void> {
    for await (const value of items) this.#send({ kind: 'item', id, value })
  }

  async #openStream(id: number, { target }: Question & { op: 'stream' }, waiting: Waiting): Promise<number> {
    const stream = await this.#connection.openStream(
      target,
      {
        bytes: (chunk, offset, time) => this.#send({ kind: 'bytes', id, offset, time, chunk }),
        mark: (text, offset, time) => this.#send({ kind: 'mark', id, offset, time, text }),
      },
      waiting,
    )
    this.#streams.set(id, stream)
    return stream.start
  }

  async #closeStream(id: number): Promise<void> {
    await this.#streams.get(id)?.[Symbol.asyncDispose]()
    this.#streams.delete(id)
  }

  #send(frame: BenchFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeFrame(frame))
  }

  async #end(): Promise<void> {
    for (const controller of this.#running.values()) controller.abort()
    for (const id of [...this.#streams.keys()]) await this.#closeStream(id)
    await this.#connection[Symbol.asyncDispose]()
  }
}
