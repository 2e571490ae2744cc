import type { Waiting } from '../../runtime/connection.ts'
import { LabError } from '../../runtime/errors.ts'
import type { FileStore, LentFile } from '../../runtime/files/file-store.ts'
import type { Frame, Question } from '../wire/frames.ts'
import type { Lane } from '../wire/lanes.ts'
import { ReceivingFile } from './receiving-file.ts'

/** Bytes of a file that may be under way to a disk that takes none. */
const WINDOW = 4 * 1024 * 1024

type Send = (frame: Frame, lane: Lane) => void

/** The bench's end of the files of one client. */
export class ServedFiles {
  readonly #store: FileStore | undefined
  readonly #send: Send
  readonly #coming = new Map<number, ReceivingFile>()

  constructor(store: FileStore | undefined, send: Send) {
    this.#store = store
    this.#send = send
  }

  /** Takes bytes of a file; those of a `put` that failed are still under way for a while. */
  take({ id, offset, chunk }: Frame & { kind: 'bytes' }): void {
    this.#coming.get(id)?.take(chunk, offset)
  }

  /** Answers `put`: resolves when the whole file is here and has its digest. */
  async receive(
    id: number,
    { sha256, length }: Question & { op: 'put' },
    waiting: Waiting,
  ): Promise<unknown> {
    const store = this.#storeFor({ sha256, length })
    if (await store.has(sha256, length)) return { have: length }
    await using incoming = await store.receive({ sha256, length })
    const receiving = new ReceivingFile(incoming, length, {
      most: WINDOW,
      taken: (more) => this.#send({ kind: 'credit', id, more }, 'urgent'),
    })
    this.#coming.set(id, receiving)
    try {
      this.#send({ kind: 'item', id, value: { have: incoming.have, window: WINDOW } }, 'live')
      await receiving.whole(waiting.signal)
    } finally {
      this.#coming.delete(id)
    }
    await incoming.finish()
    return { have: length }
  }

  /** Does something with parameters whose files are paths of this machine as long as it lasts. */
  async withFiles(
    { params, files }: Question & { op: 'call' },
    work: (params: Readonly<Record<string, unknown>>) => Promise<unknown>,
  ): Promise<unknown> {
    if (files === undefined) return work(params)
    const lent: [string, LentFile][] = []
    try {
      for (const [name, { sha256, name: known, beside = [] }] of Object.entries(files)) {
        const file = await this.#storeFor({ sha256, length: 0 }).lend(sha256, known)
        lent.push([name, file])
        for (const other of beside) {
          this.#storeFor({ sha256: other.sha256, length: 0 })
          await file.addBeside(other.sha256, other.name)
        }
      }
      const paths = Object.fromEntries(lent.map(([name, file]) => [name, file.path]))
      return await work({ ...params, ...paths })
    } finally {
      for (const [, file] of lent) await file[Symbol.asyncDispose]()
    }
  }

  /** The names of files come from outside: what is no digest must not become a path. */
  #storeFor({ sha256, length }: { readonly sha256: string; readonly length: number }): FileStore {
    if (this.#store === undefined) throw new LabError('unknown-question', 'This bench takes no files.')
    if (!/^[0-9a-f]{64}$/.test(sha256) || !Number.isSafeInteger(length) || length < 0)
      throw new LabError('protocol', 'The client announced what is no file.')
    return this.#store
  }
}
