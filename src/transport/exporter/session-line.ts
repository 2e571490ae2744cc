import { LabError } from '../../runtime/errors.ts'
import type { ClientIdentity } from '../client/client-identity.ts'
import type { BenchUse } from './bench-use.ts'

/** A client that wants to use the bench. */
export interface Applicant {
  readonly client: ClientIdentity
  /** The connection that asks. */
  readonly owner: object
  /** What it wants, in words. */
  readonly wanted: string
}

/** What the line does for those in it. */
export interface LineListener {
  /** Begins a session for the first in line. */
  begin(client: ClientIdentity): BenchUse
  /** Somebody waits for the end of a session. */
  waits(applicant: Applicant, use: BenchUse): void
}

interface Waiter extends Applicant {
  readonly enter: (use: Promise<BenchUse>) => void
  readonly refuse: (reason: LabError) => void
}

/** Clients that wait for their session, in order of arrival: those of one group come in together. */
export class SessionLine {
  readonly #listener: LineListener
  readonly #waiters: Waiter[] = []
  #current: BenchUse | undefined
  #closed: LabError | undefined

  constructor(listener: LineListener) {
    this.#listener = listener
  }

  /** The session that is open. */
  get current(): BenchUse | undefined {
    return this.#current
  }

  /** Resolves to the session of the applicant's group, when that is its turn. */
  async enter(applicant: Applicant, signal?: AbortSignal): Promise<BenchUse> {
    signal?.throwIfAborted()
    if (this.#takesPart(applicant)) return begun(this.#current as BenchUse)
    if (this.#closed !== undefined) throw this.#closed
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        ...applicant,
        enter: (use) => {
          signal?.removeEventListener('abort', abort)
          resolve(use)
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', abort)
          reject(reason)
        },
      }
      const abort = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
        reject(givenUp(this.#current, signal?.reason))
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiters.push(waiter)
      this.#serve()
      if (this.#current !== undefined && this.#waiters.includes(waiter))
        this.#listener.waits(waiter, this.#current)
    })
  }

  /** A session has ended: the next one's turn. */
  ended(use: BenchUse): void {
    if (this.#current !== use) return
    this.#current = undefined
    this.#serve()
    if (this.#current !== undefined)
      for (const waiter of this.#waiters) this.#listener.waits(waiter, this.#current)
  }

  /** A connection is gone: it waits no longer. */
  leave(owner: object): void {
    for (const waiter of this.#waiters.filter((one) => one.owner === owner)) {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
      waiter.refuse(givenUp(this.#current, undefined))
    }
  }

  /** Lets nobody in any more; who is in a session stays. */
  close(reason: LabError): void {
    this.#closed = reason
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(reason)
  }

  #serve(): void {
    const [first] = this.#waiters
    if (this.#current !== undefined || first === undefined) return
    const use = this.#listener.begin(first.client)
    this.#current = use
    const { group } = first.client
    const together = this.#waiters.filter((waiter) => waiter.client.group === group)
    for (const waiter of together) {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
      waiter.enter(begun(use))
    }
  }

  #takesPart({ client }: Applicant): boolean {
    return this.#current?.group === client.group && this.#current.over === undefined
  }
}

async function begun(use: BenchUse): Promise<BenchUse> {
  await use.begun
  return use
}

function givenUp(use: BenchUse | undefined, cause: unknown): LabError {
  const held = use === undefined ? '' : ` (it is held by ${use.client})`
  return new LabError('hold-cancelled', `Waiting for the bench was given up${held}.`, { cause })
}
