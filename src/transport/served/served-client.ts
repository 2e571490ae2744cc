import type { Calling, Connection, OpenStream, Waiting } from '../../runtime/connection.ts'
import { LabError } from '../../runtime/errors.ts'
import type { FileStore } from '../../runtime/files/file-store.ts'
import { ServedFiles } from '../files/served-files.ts'
import { Credit } from '../wire/credit.ts'
import { errorToData } from '../wire/error-data.ts'
import { decodeFrame, encodeFrame, type Frame, type Question } from '../wire/frames.ts'
import type { Lane } from '../wire/lanes.ts'
import { RunningQuestion } from './running-question.ts'
import type { ServedSession, SessionHandler } from './served-session.ts'

/** Bytes of a stream that may be under way to a client that takes none. */
const STREAM_CREDIT = 262_144
/** Items that may be under way to a client that takes none. */
const ITEM_CREDIT = 64
/** How often a client hears how far a file is. */
const PROGRESS_MS = 100

/** One client of a bench: answers its questions until its session ends. */
export class ServedClient implements SessionHandler {
  readonly #session: ServedSession
  readonly #connection: Connection
  readonly #files: ServedFiles
  readonly #running = new Map<number, RunningQuestion>()
  readonly #streams = new Map<number, OpenStream>()
  /** Streams that wait for room. */
  readonly #blocked = new Set<number>()
  readonly #credits = new Map<number, { add(more: number): void }>()

  constructor(session: ServedSession, connection: Connection, files?: FileStore) {
    this.#session = session
    this.#files = new ServedFiles(files, (frame, lane) => this.#send(frame, lane))
    this.#connection = connection
  }

  /** Who sends what is no frame speaks another language: the session ends. */
  frame(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    if (frame?.kind === 'cancel') this.#running.get(frame.id)?.abort()
    else if (frame?.kind === 'credit') this.#credits.get(frame.id)?.add(frame.more)
    else if (frame?.kind === 'bytes') this.#files.take(frame)
    else if (frame?.kind === 'ask') void this.#run(frame.id, frame.question)
    else this.#session.end('protocol', 'The client sent what is no question.')
  }

  ended(): void {
    for (const running of this.#running.values()) running.abort()
    void this.#end()
  }

  async #run(id: number, question: Question): Promise<void> {
    const call = new RunningQuestion(question)
    this.#running.set(id, call)
    // What ends a row of items must not overtake them.
    const lane = question.op === 'items' ? 'live' : 'urgent'
    try {
      const value = await this.#answer(id, question, call)
      this.#send({ kind: 'answer', id, value }, lane)
    } catch (error) {
      this.#send({ kind: 'fail', id, error: errorToData(error) }, lane)
    } finally {
      call[Symbol.dispose]()
      this.#running.delete(id)
    }
  }

  async #answer(id: number, question: Question, waiting: RunningQuestion): Promise<unknown> {
    switch (question.op) {
      case 'call':
        return this.#files.withFiles(question, (params) =>
          this.#connection.call(question.target, params, this.#calling(id, question, waiting)),
        )
      case 'put':
        return this.#files.receive(id, question, waiting)
      case 'items':
        return this.#sendItems(
          { id, lane: 'live' },
          this.#connection.items(question.target, question.params, waiting),
          waiting.signal,
        )
      case 'notices': // in the lane of answers: what a hook said must not come after the test that it belongs to
        return this.#sendItems(
          { id, lane: 'urgent' },
          this.#connection.notices(question.scope, waiting),
          waiting.signal,
        )
      case 'test':
        return this.#connection.test(question.event, waiting)
      case 'stream':
        return this.#openStream(id, question, waiting)
      case 'write':
        return this.#streams.get(question.stream)?.write(question.chunk, waiting)
      case 'end':
        return this.#streams.get(question.stream)?.end()
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

  /** Who wants to hear how far the files are that the bench fetches gets an item now and then. */
  #calling(id: number, { progress = false }: Question & { op: 'call' }, waiting: Waiting): Calling {
    if (!progress) return waiting
    let next = 0
    return {
      signal: waiting.signal,
      progress: (value) => {
        const now = performance.now()
        if (value.step === 'fetch' && now < next) return
        next = now + PROGRESS_MS
        this.#send({ kind: 'item', id, value }, 'urgent')
      },
    }
  }

  /** Takes the next item only when the client has room for it. */
  async #sendItems(
    { id, lane }: { readonly id: number; readonly lane: Lane },
    items: AsyncIterable<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    const credit = new Credit(ITEM_CREDIT)
    this.#credits.set(id, credit)
    try {
      for await (const value of items) {
        await credit.take(1, signal)
        await this.#session.room()
        await this.#send({ kind: 'item', id, value }, lane)
      }
    } finally {
      this.#credits.delete(id)
    }
  }

  async #openStream(
    id: number,
    { target, window = STREAM_CREDIT, params, sends = false }: Question & { op: 'stream' },
    waiting: Waiting,
  ): Promise<number> {
    const stream = await this.#connection.openStream(
      target,
      {
        bytes: (chunk, offset, time) => this.#send({ kind: 'bytes', id, offset, time, chunk }, 'live'),
        mark: (text, offset, time, away) =>
          this.#send({ kind: 'mark', id, offset, time, text, away }, 'live'),
        ...(sends && {
          sent: (chunk: Uint8Array, time: number) => this.#send({ kind: 'sent', id, time, chunk }, 'live'),
        }),
        ended: (error) =>
          this.#send(
            { kind: 'ended', id, ...(error === undefined ? {} : { error: errorToData(error) }) },
            'live',
          ),
        hasRoom: () => this.#hasRoomFor(id),
      },
      { signal: waiting.signal, window, ...(params === undefined ? {} : { params }) },
    )
    this.#streams.set(id, stream)
    this.#credits.set(id, { add: (more) => stream.grant(more) })
    return stream.start
  }

  async #closeStream(id: number): Promise<void> {
    this.#credits.delete(id)
    await this.#streams.get(id)?.[Symbol.asyncDispose]()
    this.#streams.delete(id)
  }

  #send(frame: Frame, lane: Lane): Promise<void> | undefined {
    return this.#session.send(encodeFrame(frame), lane)
  }

  /** A stream that finds no room goes on when there is some: many streams share it. */
  #hasRoomFor(id: number): boolean {
    if (this.#session.hasRoom) return true
    if (this.#blocked.has(id)) return false
    this.#blocked.add(id)
    void this.#session.room().then(() => {
      this.#blocked.delete(id)
      this.#streams.get(id)?.grant(0)
    })
    return false
  }

  async #end(): Promise<void> {
    for (const id of [...this.#streams.keys()]) await this.#closeStream(id)
    await this.#connection[Symbol.asyncDispose]()
  }
}
