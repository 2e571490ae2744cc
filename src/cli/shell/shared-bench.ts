import { matchesSelector } from '../../runtime/bench/selector.ts'
import type { BenchDescription, Connection, Hold, HoldRequest, Waiting } from '../../runtime/connection.ts'
import { Arbiter, noDeviceMatches } from '../../runtime/session/arbiter.ts'
import { ownIdentity } from '../../transport/client/client-identity.ts'
import { DOOR_KEY } from '../doors/hold-device.ts'

/**
 * The bench that a shell holds, for the commands that run in it: they use its devices without waiting for it. Tests
 * of a run keep apart from one another, as on any bench.
 */
export class SharedBench {
  readonly #connection: Connection
  readonly #arbiter: Arbiter
  readonly #description: BenchDescription

  constructor(connection: Connection) {
    this.#connection = connection
    const inUse = { by: ownIdentity().client, since: Date.now() }
    this.#description = { ...connection.description, inUse }
    this.#arbiter = new Arbiter(connection.description.devices)
  }

  /** A connection for one command: what it opened ends with it, the shell's hold does not. */
  connect(): Connection {
    const inner = this.#connection
    const streams = new Set<AsyncDisposable>()
    const owner = {}
    return {
      description: this.#description,
      lost: inner.lost,
      call: (target, params, waiting) => inner.call(target, params, waiting),
      items: (target, params, waiting) => inner.items(target, params, waiting),
      openStream: async (target, listener, opening) => {
        const stream = await inner.openStream(target, listener, opening)
        streams.add(stream)
        return stream
      },
      hold: (request, waiting) => this.#hold(request, owner, waiting),
      release: async (key) => this.#arbiter.release(key),
      test: (event, waiting) => inner.test(event, waiting),
      notices: async function* () {},
      [Symbol.asyncDispose]: async () => {
        this.#arbiter.leave(owner)
        for (const stream of streams) await stream[Symbol.asyncDispose]()
      },
    }
  }

  async #hold(request: HoldRequest, owner: object, { signal }: Waiting = {}): Promise<Hold> {
    if (!request.key.startsWith(DOOR_KEY)) return this.#arbiter.hold(request, owner, signal)
    const { devices } = this.#connection.description
    const wanted = request.wanted === 'all' ? devices.map(({ name }) => ({ name })) : request.wanted
    const names = wanted.map((selector) => {
      const device = devices.find((one) => matchesSelector(selector, one))
      if (device === undefined) throw noDeviceMatches(selector, devices)
      return device.name
    })
    return { key: request.key, devices: names }
  }
}
