import { isDeadline, withDeadline } from '../../runtime/deadline.ts'

type Key = number | 'agreed'

/** How long to wait for an answer. */
export interface AnswerWait {
  readonly signal: AbortSignal
  readonly within: number
}

/** Answers of a server, for those who wait for them. */
export class Answers {
  readonly #waiting = new Map<Key, (value: readonly number[]) => void>()
  /** What came before anybody asked. */
  readonly #early = new Map<Key, readonly number[]>()
  readonly #ended = new AbortController()

  /** The next answer of a kind; undefined if none comes in time. One at a time waits for each kind. */
  async next(key: Key, { signal, within }: AnswerWait): Promise<readonly number[] | undefined> {
    const early = key === 'agreed' ? this.#early.get(key) : undefined
    if (early !== undefined) return early
    const either = AbortSignal.any([signal, this.#ended.signal])
    using deadline = withDeadline(within, either, 'the answer of the server')
    try {
      return await new Promise((resolve, reject) => {
        const giveUp = () => reject(deadline.signal.reason)
        if (deadline.signal.aborted) return giveUp()
        deadline.signal.addEventListener('abort', giveUp)
        this.#waiting.set(key, resolve)
      })
    } catch (error) {
      if (isDeadline(error) && !either.aborted) return undefined
      throw error
    } finally {
      this.#waiting.delete(key)
    }
  }

  /** An answer came. */
  hear(key: Key, value: readonly number[]): void {
    this.#early.set(key, value)
    this.#waiting.get(key)?.(value)
  }

  /** No more answers will come. */
  end(reason: Error): void {
    this.#ended.abort(reason)
  }
}
