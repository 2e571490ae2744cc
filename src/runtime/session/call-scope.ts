/** Calls of one client that are going on: each has a signal that aborts with its caller's or when the client ends. */
export class CallScopes {
  readonly #running = new Set<AbortController>()
  #ended: Error | undefined

  /** Opens the scope of a call; dispose it when the call is over, or signals would gather listeners. */
  open(signal: AbortSignal | undefined): Disposable & { readonly signal: AbortSignal } {
    const controller = new AbortController()
    const follow = () => controller.abort(signal?.reason)
    if (signal?.aborted) follow()
    else signal?.addEventListener('abort', follow, { once: true })
    if (this.#ended !== undefined) controller.abort(this.#ended)
    this.#running.add(controller)
    return {
      signal: controller.signal,
      [Symbol.dispose]: () => {
        signal?.removeEventListener('abort', follow)
        this.#running.delete(controller)
      },
    }
  }

  /** Aborts what is going on and all that comes later. */
  end(reason: Error): void {
    this.#ended ??= reason
    for (const controller of this.#running) controller.abort(reason)
  }

  get ended(): boolean {
    return this.#ended !== undefined
  }
}
