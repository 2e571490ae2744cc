/** Lets one reader wait until a writer has changed something. */
export class Change {
  #wake: (() => void) | undefined

  /** Wakes who waits. */
  tell(): void {
    this.#wake?.()
  }

  /** Resolves with the next change, or when the signal aborts. */
  next(signal: AbortSignal): Promise<void> {
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
