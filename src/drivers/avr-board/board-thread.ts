import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { LabError } from '../../runtime/errors.ts'
import { ownFile } from '../../runtime/own-file.ts'
import type {
  BoardRequests,
  BoardStart,
  LcdChange,
  PinEdge,
  Report,
  RequestName,
} from '../avr-emulator/protocol.ts'

/** Hears what the board does, in order. */
export interface BoardReports {
  bytes(bytes: Uint8Array): void
  edge(edge: PinEdge): void
  lcd(change: LcdChange): void
  /** The thread has gone without being asked to; nothing works any more. */
  failed(error: LabError): void
}

interface Pending {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

/** The thread that emulates the board, seen from outside. */
export class BoardThread implements AsyncDisposable {
  readonly #worker: Worker
  readonly #reports: BoardReports
  readonly #pending = new Map<number, Pending>()
  #lastId = 0
  #ended: LabError | undefined

  constructor(worker: Worker, reports: BoardReports) {
    this.#worker = worker
    this.#reports = reports
    worker.on('message', (report: Report) => this.#take(report))
    worker.on('error', (cause) => this.#fail(cause))
    worker.on('exit', (code) => this.#fail(new Error(`it ended with code ${code}`)))
  }

  /** Asks the board for something; rejects with the signal's reason as soon as it aborts. */
  async ask<Name extends RequestName>(
    name: Name,
    params: BoardRequests[Name]['params'],
    signal?: AbortSignal,
  ): Promise<BoardRequests[Name]['answer']> {
    signal?.throwIfAborted()
    if (this.#ended !== undefined) throw this.#ended
    const id = ++this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    const abort = () => this.#settle(id, (pending) => pending.reject(signal?.reason))
    signal?.addEventListener('abort', abort, { once: true })
    this.#worker.postMessage({ id, name, params })
    try {
      return (await answer) as BoardRequests[Name]['answer']
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Ends the thread, and with it whatever still waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#end(new LabError('board-closed', 'The virtual board was closed.'))
    await this.#worker.terminate()
  }

  #take(report: Report): void {
    if (this.#ended !== undefined) return
    if (report.kind === 'bytes') this.#reports.bytes(report.bytes)
    else if (report.kind === 'edge') this.#reports.edge(report)
    else if (report.kind === 'lcd') this.#reports.lcd(report)
    else this.#settle(report.id, (pending) => pending.resolve(report.answer))
  }

  #settle(id: number, settle: (pending: Pending) => void): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (pending !== undefined) settle(pending)
  }

  #fail(cause: Error): void {
    if (this.#ended !== undefined) return
    const error = new LabError(
      'board-thread-failed',
      `The thread that emulates the board failed: ${cause.message}`,
      { cause, hint: 'Open the bench again; if it happens again, report it with the firmware image.' },
    )
    this.#end(error)
    this.#reports.failed(error)
  }

  #end(error: LabError): void {
    this.#ended ??= error
    for (const { reject } of this.#pending.values()) reject(this.#ended)
    this.#pending.clear()
  }
}

/** Starts the thread of a board. */
export async function openBoardThread(start: BoardStart, reports: BoardReports): Promise<BoardThread> {
  // Flags of this process, such as a test runner's loaders, are not for the thread.
  const worker = new Worker(await workerEntry(), { workerData: start, execArgv: [] })
  return new BoardThread(worker, reports)
}

/** The built file, or, when the sources themselves run (in unit tests), their translation. */
async function workerEntry(): Promise<URL> {
  const entry = pathToFileURL(ownFile('src/drivers/avr-emulator/worker'))
  if (!entry.href.endsWith('.ts')) return entry
  const script: string = new URL('./translate.mjs', import.meta.url).href
  const { translateFolder } = (await import(script)) as {
    translateFolder(entry: URL, others: readonly string[]): Promise<URL>
  }
  return translateFolder(entry, ['character-lcd'])
}
