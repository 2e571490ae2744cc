import type { Forward } from './local-forward.ts'

/** The open forwards of a device, by the addresses at which they listen. */
export class ForwardTable implements AsyncDisposable {
  readonly #forwards = new Map<string, Forward>()

  /** Takes a forward in; gives its address. */
  add(forward: Forward): string {
    this.#forwards.set(forward.from, forward)
    return forward.from
  }

  /** Closes a forward; does nothing when there is none. */
  async close(address: string): Promise<void> {
    const forward = this.#forwards.get(address)
    this.#forwards.delete(address)
    await forward?.[Symbol.asyncDispose]()
  }

  list() {
    return [...this.#forwards.values()].map(({ direction, from, to }) => ({ direction, from, to }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const address of [...this.#forwards.keys()]) await this.close(address)
  }
}
