import type { z } from 'zod'
import { sleep } from './deadline.ts'
import type { flashState } from './interfaces/storage.ts'

/** How far an image is; `idle` when nothing is under way. */
export type FlashState = z.output<typeof flashState>

const IDLE: FlashState = { step: 'idle', bytes: 0 }
/** Nobody looks more often than this. */
const EVERY_MS = 50

/** What a storage says about its progress: told by the one who writes, heard by any number of others. */
export class FlashFeed {
  #state = IDLE
  #bmap: string | undefined
  readonly #waiting = new Set<() => void>()

  /** Tells how far the work is. Cheap: who listens hears the newest state only. */
  tell(step: FlashState['step'], bytes: number, length?: number): void {
    const bmap = this.#bmap === undefined ? {} : { bmap: this.#bmap }
    this.#state = { step, bytes, ...(length === undefined ? {} : { length }), ...bmap }
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }

  /** Names the block map that the image is written by; told with what follows, until nothing is under way. */
  useMap(name: string | undefined): void {
    this.#bmap = name
  }

  /** Does something that tells how far it is; whatever its end, nothing is under way then. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } finally {
      this.#bmap = undefined
      this.tell('idle', 0)
    }
  }

  /** The states from now on, until the signal aborts: the `progress` of a storage. */
  async *states({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<FlashState> {
    let shown: FlashState | undefined
    for (;;) {
      signal.throwIfAborted()
      if (shown === this.#state) await this.#change(signal)
      shown = this.#state
      yield shown
      await sleep(EVERY_MS, { signal })
    }
  }

  async #change(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.add(resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    signal.throwIfAborted()
  }
}
