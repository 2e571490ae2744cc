/** One line for each reason in so many milliseconds: whoever knocks a thousand times does not fill the disk. */
const PACE_MS = 1000

interface Counted {
  readonly since: number
  readonly silent: number
}

/** Counts refusals, and says which of them are logged. */
export class RefusalCount {
  readonly #byReason = new Map<string, Counted>()

  /** How many were left out since the last line; undefined if this one is left out too. */
  count(reason: string, now = performance.now()): number | undefined {
    const { since, silent } = this.#byReason.get(reason) ?? { since: Number.NEGATIVE_INFINITY, silent: 0 }
    const isDue = now - since >= PACE_MS
    this.#byReason.set(reason, isDue ? { since: now, silent: 0 } : { since, silent: silent + 1 })
    return isDue ? silent : undefined
  }
}
