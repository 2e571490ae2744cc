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
  #wake: (() => void) | undefined

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#wake?.()
  }

  /** Ends the queue: what is in it is still read, then the error. */
  fail(error: Error): void {
    this.#failure ??= error
    this.#wake?.()
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
      await this.#change(signal)
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake)
        this.#wake = undefined
        resolve()
      }
      this.#wake = wake
      signal.addEventListener('abort', wake)
    })
  }
}
