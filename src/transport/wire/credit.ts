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
      let wake = () => {}
      await new Promise<void>((resolve) => {
        wake = resolve
        this.#waiting.push(wake)
        signal.addEventListener('abort', wake, { once: true })
      })
      signal.removeEventListener('abort', wake)
    }
    signal.throwIfAborted()
    this.#left -= amount
  }
}
