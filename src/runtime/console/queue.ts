/** Runs pieces of work one after another, in the order they were handed in; a failure does not stop the next. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs the work when everything before it has ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }
}
