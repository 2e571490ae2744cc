import { formatSelector, matchesSelector, type Selectable, type Selector } from '../bench/selector.ts'
import type { Hold, HoldRequest } from '../connection.ts'
import { LabError, SuiteError } from '../errors.ts'
import { didYouMean } from '../neighbours.ts'

/** How long a hold waits for another client to take it up after its own has gone: a restarted worker needs about 2 s. */
const GRACE_MS = 15_000

interface Granted extends Hold {
  owner: unknown
  grace: NodeJS.Timeout | undefined
}

interface Waiter {
  readonly request: HoldRequest
  readonly owner: unknown
  readonly grant: (hold: Hold) => void
}

/** Gives devices out so that each is used by one holder at a time; who waits is served in order of arrival. */
export class Arbiter {
  readonly #devices: readonly Selectable[]
  readonly #holds = new Map<string, Granted>()
  readonly #waiters: Waiter[] = []

  constructor(devices: readonly Selectable[]) {
    this.#devices = devices
  }

  /** Resolves when the devices are the holder's alone; a SuiteError if no free bench could ever satisfy the request. */
  async hold(request: HoldRequest, owner: unknown, signal?: AbortSignal): Promise<Hold> {
    signal?.throwIfAborted()
    const known = this.#holds.get(request.key)
    if (known !== undefined) return this.#takeUp(known, owner)
    this.#checkPossible(request)
    return new Promise((resolve, reject) => {
      const abort = () => {
        const message = `Waiting for a free device was given up (${this.#holders()}).`
        reject(new LabError('hold-cancelled', message, { cause: signal?.reason }))
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
        this.#serve()
      }
      const grant = (hold: Hold) => {
        signal?.removeEventListener('abort', abort)
        resolve(hold)
      }
      const waiter: Waiter = { request, owner, grant }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiters.push(waiter)
      this.#serve()
    })
  }

  release(key: string): void {
    clearTimeout(this.#holds.get(key)?.grace)
    this.#holds.delete(key)
    this.#serve()
  }

  /** Whether a device is held by this client. */
  isHeldBy(owner: unknown, device: string): boolean {
    return [...this.#holds.values()].some((hold) => hold.owner === owner && hold.devices.includes(device))
  }

  /** A client has gone: its holds go back after a grace time, unless another client takes them up. */
  leave(owner: unknown): void {
    for (const hold of this.#holds.values()) {
      if (hold.owner !== owner) continue
      hold.owner = undefined
      hold.grace = setTimeout(() => this.release(hold.key), GRACE_MS).unref()
    }
  }

  #takeUp(hold: Granted, owner: unknown): Hold {
    clearTimeout(hold.grace)
    hold.owner = owner
    return hold
  }

  /**
   * Grants what can be granted. What an earlier waiter could use is kept for it, or one that wants several devices
   * would never get them; only who holds something already is not kept waiting, since others may wait for that.
   */
  #serve(): void {
    const kept = new Set<Selectable>()
    for (const waiter of [...this.#waiters]) {
      const known = this.#holds.get(waiter.request.key)
      const free = this.#free().filter((device) => !kept.has(device) || this.#holdsAny(waiter.owner))
      const devices = known === undefined ? this.#choose(waiter.request, free) : []
      if (devices === undefined) {
        for (const device of this.#devices) if (couldUse(waiter.request, device)) kept.add(device)
        continue
      }
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
      waiter.grant(known === undefined ? this.#grant(waiter, devices) : this.#takeUp(known, waiter.owner))
    }
  }

  #holdsAny(owner: unknown): boolean {
    return [...this.#holds.values()].some((hold) => hold.owner === owner)
  }

  #grant({ request, owner }: Waiter, devices: readonly string[]): Hold {
    const hold: Granted = { key: request.key, devices, owner, grace: undefined }
    this.#holds.set(request.key, hold)
    return hold
  }

  #free(): Selectable[] {
    const taken = new Set([...this.#holds.values()].flatMap((hold) => hold.devices))
    return this.#devices.filter((device) => !taken.has(device.name))
  }

  /** One distinct device for each selector, or undefined. */
  #choose({ wanted }: HoldRequest, from: readonly Selectable[]): string[] | undefined {
    if (wanted === 'all')
      return from.length === this.#devices.length ? from.map((device) => device.name) : undefined
    const [selector, ...rest] = wanted
    if (selector === undefined) return []
    for (const device of from.filter((candidate) => matchesSelector(selector, candidate))) {
      const others = this.#choose(
        { key: '', wanted: rest },
        from.filter((other) => other !== device),
      )
      if (others !== undefined) return [device.name, ...others]
    }
    return undefined
  }

  #checkPossible(request: HoldRequest): void {
    if (this.#choose(request, this.#devices) !== undefined) return
    const selectors = request.wanted === 'all' ? [] : request.wanted
    const unmet = selectors.find(
      (selector) => !this.#devices.some((device) => matchesSelector(selector, device)),
    )
    if (unmet !== undefined) throw noDeviceMatches(unmet, this.#devices)
    const list = selectors.map(formatSelector).join(' and ')
    throw new SuiteError('too-few-devices', `The bench has too few devices for ${list} at the same time.`)
  }

  #holders(): string {
    const list = [...this.#holds.values()].map((hold) => `${hold.devices.join(', ')} is held by ${hold.key}`)
    return list.length === 0 ? 'nothing is held' : list.join('; ')
  }
}

function couldUse({ wanted }: HoldRequest, device: Selectable): boolean {
  return wanted === 'all' || wanted.some((selector) => matchesSelector(selector, device))
}

/** The error for a selector that nothing matches: it shows what there is. */
export function noDeviceMatches(selector: Selector, devices: readonly Selectable[]): SuiteError {
  const there = devices.map((device) => `  ${device.name}: ${formatSelector(device.labels) || 'no labels'}`)
  const near =
    'name' in selector
      ? didYouMean(
          selector.name ?? '',
          devices.map((device) => device.name),
        )
      : undefined
  const hint = [near, 'The bench has:', ...there].filter((line) => line !== undefined).join('\n  ')
  return new SuiteError('no-device-matches', `No device of the bench matches ${formatSelector(selector)}.`, {
    hint,
  })
}
