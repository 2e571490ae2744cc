/** How much a sender may still send until its receiver grants more. */
export class Credit {
  #left: number
  #waiting: (() => void)[] = []

  constructor(first: number) {
    this.#left = first
  }

  add(more: number): void {
    this.#left += more
    for (const wake of this.#waiting.splice(0)) wake()
  }

  /** Takes so much, waiting until it is there; rejects with the signal's reason. */
  async take(amount: number, signal: AbortSignal): Promise<void> {
    while (this.#left < amount) {
      signal.throwIfAborted()
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
    signal.throwIfAborted()
    this.#left -= amount
  }
}
