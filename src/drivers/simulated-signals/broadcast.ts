/** Passes what is told on to all who listen at that moment. */
export class Broadcast<T> {
  readonly #listeners = new Set<(item: T) => void>()

  tell(item: T): void {
    for (const listener of [...this.#listeners]) listener(item)
  }

  /** What is told from now on, until the signal aborts. */
  async *listen(signal: AbortSignal): AsyncGenerator<T> {
    const heard: T[] = []
    let wake = () => {}
    const hear = (item: T) => {
      heard.push(item)
      wake()
    }
    const stop = () => wake()
    this.#listeners.add(hear)
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted) {
        yield* heard.splice(0)
        if (signal.aborted || heard.length > 0) continue
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      this.#listeners.delete(hear)
      signal.removeEventListener('abort', stop)
    }
  }
}
