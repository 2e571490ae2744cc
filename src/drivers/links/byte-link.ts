import { Change } from './change.ts'

/** Bytes both ways to an instrument or adapter, however it is attached. */
export interface ByteLink extends AsyncDisposable {
  /** Sends bytes; resolves when they are on their way. */
  write(bytes: Uint8Array): Promise<void>
  /** The bytes that came next, at least one; rejects when the link is gone or the signal aborts. */
  read(signal: AbortSignal): Promise<Uint8Array>
}

/** What came and was not read yet; one reader waits at a time. */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = []
  #failure: Error | undefined
  readonly #change = new Change()

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#change.tell()
  }

  /** Ends the queue: what is in it is still read, then the error. */
  fail(error: Error): void {
    this.#failure ??= error
    this.#change.tell()
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  async take(signal: AbortSignal): Promise<Uint8Array> {
    for (;;) {
      signal.throwIfAborted()
      const chunk = this.#chunks.shift()
      if (chunk !== undefined) return chunk
      if (this.#failure !== undefined) throw this.#failure
      await this.#change.next(signal)
    }
  }
}
