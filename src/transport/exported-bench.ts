import type { Bench } from '../runtime/bench/bench-file.ts'
import type { BenchDescription, Connection } from '../runtime/connection.ts'
import { describeBench } from '../runtime/session/abilities.ts'
import { BenchSession } from '../runtime/session/bench-session.ts'

/** A bench whose devices are open while it has clients: the last one that goes leaves everything powered off. */
export class ExportedBench implements AsyncDisposable {
  readonly bench: Bench
  readonly description: BenchDescription
  #session: BenchSession | undefined
  #clients = 0
  #closing: Promise<void> = Promise.resolve()

  constructor(bench: Bench) {
    this.bench = bench
    this.description = describeBench(bench)
  }

  /** How many clients use it. */
  get clients(): number {
    return this.#clients
  }

  /** A connection for one client. */
  connect(): Connection {
    this.#session ??= new BenchSession(this.bench)
    const session = this.#session
    const inner = session.connect()
    this.#clients += 1
    let open = true
    return {
      description: this.description,
      call: (target, params, waiting) => inner.call(target, params, waiting),
      items: (target, params, waiting) => inner.items(target, params, waiting),
      openStream: (target, listener, opening) => inner.openStream(target, listener, opening),
      hold: async (request, waiting) => {
        await this.#closing
        return inner.hold(request, waiting)
      },
      release: (key) => inner.release(key),
      [Symbol.asyncDispose]: async () => {
        if (!open) return
        open = false
        await inner[Symbol.asyncDispose]()
        this.#clients -= 1
        if (this.#clients === 0) await this.#close(session)
      },
    }
  }

  /** Powers everything off and closes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#session !== undefined) await this.#close(this.#session)
    await this.#closing
  }

  /** What the next client wants waits until the devices are free again. */
  async #close(session: BenchSession): Promise<void> {
    if (this.#session === session) this.#session = undefined
    const closing = session[Symbol.asyncDispose]()
    this.#closing = Promise.allSettled([this.#closing, closing]).then(() => {})
    await closing
  }
}
