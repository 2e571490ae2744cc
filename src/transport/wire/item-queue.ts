/** Items that arrive by push and are taken by iteration. */
export class ItemQueue implements AsyncIterable<unknown> {
  readonly #items: unknown[] = []
  #ended = false
  #error: Error | undefined
  #wake: (() => void) | undefined
  readonly #taken: (count: number) => void
  #granted = 0

  /** `taken` hears how many items were taken since it heard last, some at a time. */
  constructor(taken: (count: number) => void = () => {}) {
    this.#taken = taken
  }

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
      while (this.#items.length > 0) {
        const item = this.#items.shift()
        this.#grant()
        yield item
      }
      if (this.#error !== undefined) throw this.#error
      if (this.#ended) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #grant(): void {
    this.#granted += 1
    if (this.#granted < GRANT_AFTER) return
    this.#taken(this.#granted)
    this.#granted = 0
  }
}

/** Grants are gathered, so that not every item costs a frame of its own. */
const GRANT_AFTER = 16
