import type { Calling } from '../../runtime/connection.ts'
import { Credit } from '../wire/credit.ts'
import { roomForBytes } from '../wire/frames.ts'
import { createDeferred } from './deferred.ts'
import type { FileLink, UploadReplies } from './file-link.ts'
import type { SourceFile } from './source-file.ts'

/** The longest chunk of a bulk frame. */
const CHUNK = 65_536
/** A file is read in blocks of so many chunks. */
const CHUNKS = 8

/** What the bench says before bytes are sent. */
interface Begun {
  readonly have: number
  readonly window: number
}

/** Sends one file: what the bench lacks of it, as fast as it takes it. */
export class Upload implements UploadReplies {
  readonly #link: FileLink
  readonly #source: SourceFile
  readonly #sha256: string
  readonly #begun = createDeferred<Begun>()
  readonly #credit = new Credit(0)
  readonly #stop = new AbortController()

  constructor(link: FileLink, source: SourceFile, sha256: string) {
    this.#link = link
    this.#source = source
    this.#sha256 = sha256
  }

  /** The bench says how much it has. */
  push(item: unknown): void {
    this.#begun.resolve(item as Begun)
  }

  /** The bench has room for more. */
  add(more: number): void {
    this.#credit.add(more)
  }

  /** Resolves when the bench has the whole file and checked it. */
  async run({ signal, progress }: Calling): Promise<void> {
    const { path, length } = this.#source
    const stop = this.#stop
    const announced = { op: 'put', sha256: this.#sha256, length } as const
    const waiting = { signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]) }
    const { id, answer } = this.#link.put(announced, waiting, this)
    answer.catch((error) => stop.abort(error))
    const begun = await Promise.race([this.#begun.promise, answer.then(() => undefined)])
    if (begun === undefined) return
    try {
      const sent = (bytes: number) => progress?.({ step: 'send', file: path, bytes, length })
      await this.#pour(id, begun, sent)
      await this.#source.checkUnchanged()
    } catch (error) {
      stop.abort(error)
      throw stop.signal.reason
    }
    await answer
  }

  async #pour(id: number, { have, window }: Begun, sent: (bytes: number) => void): Promise<void> {
    this.#credit.add(window)
    let next = this.#read(id, have)
    for (let offset = have; offset < this.#source.length; ) {
      const { messages, bytes } = await next
      offset += bytes
      // The disk reads while the network writes.
      next = this.#read(id, offset)
      next.catch(() => {})
      for (const { message, chunk } of messages) {
        await this.#credit.take(chunk.length, this.#stop.signal)
        await this.#room()
        this.#link.send(message)
      }
      sent(offset)
    }
    await next
  }

  /** Reads the next chunks into the frames that will carry them. */
  async #read(id: number, offset: number) {
    const bytes = Math.min(CHUNK * CHUNKS, this.#source.length - offset)
    const messages = Array.from({ length: Math.ceil(bytes / CHUNK) }, (_, index) => {
      const at = index * CHUNK
      return roomForBytes({ id, offset: offset + at, time: 0 }, Math.min(CHUNK, bytes - at))
    })
    await this.#source.read(
      messages.map(({ chunk }) => chunk),
      offset,
    )
    return { messages, bytes }
  }

  /** Waits for room on the wire, which may take a reconnect, but not when the upload is given up. */
  async #room(): Promise<void> {
    const { signal } = this.#stop
    let giveUp = () => {}
    const given = new Promise<void>((resolve) => {
      giveUp = resolve
      signal.addEventListener('abort', giveUp, { once: true })
    })
    await Promise.race([this.#link.room(), given])
    signal.removeEventListener('abort', giveUp)
    signal.throwIfAborted()
  }
}
