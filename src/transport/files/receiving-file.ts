import { LabError } from '../../runtime/errors.ts'
import type { IncomingFile } from '../../runtime/files/incoming-file.ts'
import { createDeferred } from './deferred.ts'

/** How many bytes may wait for the disk, and who hears how many it took. */
interface Window {
  readonly most: number
  taken(bytes: number): void
}

/** Writes what comes of a file in the order of its coming, as fast as the disk takes it. */
export class ReceivingFile {
  readonly #incoming: IncomingFile
  readonly #length: number
  readonly #window: Window
  readonly #whole = createDeferred<void>()
  #queue: Uint8Array[] = []
  #queued = 0
  #offset: number
  #writing: Promise<void> | undefined
  #over = false

  constructor(incoming: IncomingFile, length: number, window: Window) {
    this.#incoming = incoming
    this.#length = length
    this.#window = window
    this.#offset = incoming.have
    if (this.#offset === length) this.#whole.resolve()
  }

  take(chunk: Uint8Array, offset: number): void {
    if (this.#over) return
    this.#queued += chunk.length
    if (offset !== this.#offset || this.#queued > this.#window.most) {
      this.#whole.reject(new LabError('protocol', 'A piece of a file came out of its turn.'))
      return
    }
    this.#offset += chunk.length
    this.#queue.push(chunk)
    this.#writing ??= this.#write()
  }

  /** Resolves when everything is written; whatever the end, nothing is being written any more then. */
  async whole(signal: AbortSignal | undefined): Promise<void> {
    const giveUp = () => this.#whole.reject(signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted) giveUp()
    try {
      await this.#whole.promise
    } finally {
      signal?.removeEventListener('abort', giveUp)
      // What comes from now on would leave a gap behind what is dropped here.
      this.#over = true
      this.#queue = []
      await this.#writing
    }
  }

  async #write(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const chunks = this.#queue
        this.#queue = []
        await this.#incoming.append(chunks)
        const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
        this.#queued -= bytes
        this.#window.taken(bytes)
      }
      if (this.#incoming.have === this.#length) this.#whole.resolve()
    } catch (error) {
      this.#whole.reject(error)
    }
    this.#writing = undefined
  }
}
