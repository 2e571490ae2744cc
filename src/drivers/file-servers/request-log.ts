import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { formatDuration } from '../../runtime/units.ts'

/** What a device asked for, and how it ended. */
export interface SeenRequest {
  readonly time: number
  readonly client: string
  readonly name: string
  readonly outcome: 'complete' | 'broken' | 'missing' | 'refused'
  readonly bytes: number
}

/** More requests than these are not kept: a device that asks again and again must not fill the memory. */
const KEPT = 10_000

/** The requests that a file server has seen. */
export class RequestLog {
  readonly #seen: SeenRequest[] = []
  /** Those that no wait has told yet. */
  readonly #untold = new Set<SeenRequest>()
  readonly #listeners = new Set<() => void>()

  add(request: Omit<SeenRequest, 'time'>): void {
    const seen = { time: Date.now(), ...request }
    this.#seen.push(seen)
    this.#untold.add(seen)
    if (this.#seen.length > KEPT) this.#untold.delete(this.#seen.shift() as SeenRequest)
    for (const listener of [...this.#listeners]) listener()
  }

  all(): SeenRequest[] {
    return [...this.#seen]
  }

  /** The oldest request for a file that no wait has told yet. */
  async next(name: string, { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal }) {
    using deadline = withDeadline(timeout, signal, `Waiting for ${name}`)
    for (;;) {
      const found = [...this.#untold].find((request) => request.name === name)
      if (found !== undefined) {
        this.#untold.delete(found)
        return found
      }
      if (isDeadline(deadline.signal.reason)) throw this.#notAsked(name, timeout)
      deadline.signal.throwIfAborted()
      await this.#change(deadline.signal)
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        this.#listeners.delete(over)
        signal.removeEventListener('abort', over)
        resolve()
      }
      this.#listeners.add(over)
      signal.addEventListener('abort', over)
    })
  }

  #notAsked(name: string, timeout: number): DeviceError {
    const others = [...new Set(this.#seen.map((request) => request.name))]
    const asked = others.length === 0 ? 'Nothing was asked for.' : `Asked for was: ${others.join(', ')}.`
    return new DeviceError(
      'file-not-fetched',
      `Nobody asked for ${name} within ${formatDuration(timeout)}.`,
      {
        hint: asked,
      },
    )
  }
}
