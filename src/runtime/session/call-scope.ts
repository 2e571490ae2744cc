import type { Waiting } from '../connection.ts'
import type { CallContext } from '../driver.ts'

/** Calls of one client that are going on: each has a signal that aborts with its caller's or when the client ends. */
export class CallScopes {
  readonly #running = new Set<CallScope>()
  #ended: Error | undefined

  /** Opens the scope of a call; dispose it when the call is over, or signals would gather listeners. */
  open(waiting: Waiting): Disposable & CallContext {
    const scope = new CallScope(waiting, () => this.#running.delete(scope))
    if (this.#ended !== undefined) scope.abort(this.#ended)
    this.#running.add(scope)
    return scope
  }

  /** Aborts what is going on and all that comes later. */
  end(reason: Error): void {
    this.#ended ??= reason
    for (const scope of this.#running) scope.abort(reason)
  }

  get ended(): boolean {
    return this.#ended !== undefined
  }
}

/** One call. Its signal is made when somebody asks for it: most calls are over before anybody does. */
class CallScope implements Disposable, CallContext {
  readonly #waiting: Waiting
  readonly #over: () => void
  #controller: AbortController | undefined
  #ended: Error | undefined
  #unfollow: (() => void) | undefined

  constructor(waiting: Waiting, over: () => void) {
    this.#waiting = waiting
    this.#over = over
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#follow(new AbortController())
    return this.#controller.signal
  }

  abort(reason: Error): void {
    this.#ended ??= reason
    this.#controller?.abort(reason)
  }

  [Symbol.dispose](): void {
    this.#unfollow?.()
    this.#over()
  }

  #follow(controller: AbortController): AbortController {
    const { signal } = this.#waiting
    const follow = () => controller.abort(signal?.reason)
    if (signal?.aborted) follow()
    else signal?.addEventListener('abort', follow, { once: true })
    this.#unfollow = () => signal?.removeEventListener('abort', follow)
    if (this.#ended !== undefined) controller.abort(this.#ended)
    return controller
  }
}
