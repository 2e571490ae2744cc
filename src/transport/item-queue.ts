/** Items that arrive by push and are taken by iteration. */
export class ItemQueue implements AsyncIterable<unknown> {
  readonly #items: unknown[] = []
  #ended = false
  #error: Error | undefined
  #wake: (() => void) | undefined

  push(item: unknown): void {
    this.#items.push(item)
    this.#wake?.()
  }

  /** Ends the iteration after the items that are queued; with an error it throws then. */
  end(error?: Error): void {
    this.#ended = true
    this.#error = error
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    for (;;) {
      while (this.#items.length > 0) yield this.#items.shift()
      if (this.#error !== undefined) throw this.#error
      if (this.#ended) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
