import { SuiteError } from './errors.ts'
import { formatDuration, parseDuration } from './units.ts'

/** How long to wait: milliseconds, or text with a unit such as `5 s`. */
export type Duration = number | string

/** A signal that aborts when time runs out or its parent aborts. Dispose it when the wait is over. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal
  /** Stops the time until the result is disposed, as while a person is asked. */
  pause(): Disposable
}

/** Why a signal aborted when time ran out; any other reason means that the caller gave up. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  readonly code = 'deadline'
  /** The time that ran out, in milliseconds. */
  readonly milliseconds: number

  constructor(what: string, milliseconds: number) {
    super(`${what} took longer than ${formatDuration(milliseconds)}`)
    this.milliseconds = milliseconds
  }
}

/** Node's timers cannot count further (24.8 days); a longer deadline never runs out. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Turns a timeout into an AbortSignal; nothing else does. It aborts with a {@link DeadlineError} that names
 * `what`, or with the parent's reason. `Infinity` never runs out.
 */
export function withDeadline(milliseconds: number, parent: AbortSignal | undefined, what: string): Deadline {
  return new TimedSignal(milliseconds, parent, what)
}

/** True when the reason of an aborted signal is that time ran out. */
export function isDeadline(reason: unknown): reason is DeadlineError {
  return reason instanceof DeadlineError
}

/** Waits; rejects with the signal's reason as soon as it aborts. */
export function sleep(
  milliseconds: number,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const giveUp = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}

/** Milliseconds of a duration; throws a SuiteError when the text is none. */
export function toMilliseconds(duration: Duration): number {
  const milliseconds = typeof duration === 'number' ? duration : parseDuration(duration)
  if (milliseconds !== undefined && milliseconds >= 0) return milliseconds
  throw new SuiteError('bad-duration', `"${duration}" is not a duration.`, {
    hint: 'Write a number with a unit, such as "500 ms" or "2 min".',
  })
}

/** Rejects as soon as the signal aborts, whatever the promise does; its late result is dropped. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => {})
    return Promise.reject(signal.reason)
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    const done = () => signal.removeEventListener('abort', abort)
    promise.then(
      (value) => {
        done()
        resolve(value)
      },
      (error: unknown) => {
        done()
        reject(error)
      },
    )
  })
}

class TimedSignal implements Deadline {
  readonly #controller = new AbortController()
  readonly #parent: AbortSignal | undefined
  readonly #runOut: () => void
  #timer: NodeJS.Timeout | undefined
  #started = 0
  /** What is left of the time, in milliseconds. */
  #left: number
  #pauses = 0
  readonly #follow = () => this.#abort(this.#parent?.reason)

  constructor(milliseconds: number, parent: AbortSignal | undefined, what: string) {
    this.#parent = parent
    this.#left = milliseconds
    this.#runOut = () => this.#abort(new DeadlineError(what, milliseconds))
    if (parent?.aborted) this.#controller.abort(parent.reason)
    if (parent?.aborted) return
    parent?.addEventListener('abort', this.#follow)
    this.#run()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  pause(): Disposable {
    if (this.#pauses++ === 0) {
      clearTimeout(this.#timer)
      this.#left -= performance.now() - this.#started
    }
    let isOver = false
    const end = () => {
      if (!isOver && --this.#pauses === 0 && !this.signal.aborted) this.#run()
      isOver = true
    }
    return { [Symbol.dispose]: end }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
    this.#left = Number.POSITIVE_INFINITY
    this.#parent?.removeEventListener('abort', this.#follow)
  }

  #run(): void {
    this.#started = performance.now()
    if (this.#left > LONGEST_TIMER) return
    this.#timer = setTimeout(this.#runOut, Math.max(0, this.#left))
  }

  #abort(reason: unknown): void {
    this[Symbol.dispose]()
    this.#controller.abort(reason)
  }
}
