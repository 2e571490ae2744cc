import { performance } from 'node:perf_hooks'
import { isDeadline } from '../deadline.ts'
import { createSearch } from '../search/create-search.ts'
import type { Found, Pattern, Search } from '../search/search.ts'
import type { ByteLog } from './byte-log.ts'

/** What a wait waits for, from where on, and when it gives up. */
export interface WaitRequest {
  readonly from: number
  readonly pattern: Pattern
  /** Patterns that end the wait at once. */
  readonly notMatching: readonly Pattern[]
  /** The input has paused when nothing came for so many milliseconds. */
  readonly pause: number
  readonly signal: AbortSignal
}

/** How a wait ended: with the pattern, or with the guard that was found before it. */
export type WaitOutcome =
  | { readonly kind: 'match'; readonly found: Found }
  | { readonly kind: 'guard'; readonly found: Found; readonly guard: Pattern }

/** So many bytes are searched at once when they come in one go; fewer wait for the end of the turn. */
const BURST = 65_536

/** Waits until a log shows a pattern or a guard; rejects with the reason of the signal or of the log's closing. */
export function waitForPattern(log: ByteLog, request: WaitRequest): Promise<WaitOutcome> {
  return new Promise((resolve, reject) => new Wait(log, request, { resolve, reject }).start())
}

interface Settle {
  readonly resolve: (outcome: WaitOutcome) => void
  readonly reject: (reason: unknown) => void
}

interface Guard {
  readonly guard: Pattern
  readonly search: Search
}

class Wait {
  readonly #log: ByteLog
  readonly #request: WaitRequest
  readonly #settle: Settle
  readonly #search: Search
  readonly #guards: readonly Guard[]
  /** Offset up to which everything was handed to the searches. */
  #seen: number
  #done = false
  #turn: NodeJS.Immediate | undefined
  #pause: NodeJS.Timeout | undefined
  #stopListening: (() => void) | undefined
  readonly #giveUp = () => this.#end(this.#request.signal.reason, isDeadline(this.#request.signal.reason))

  constructor(log: ByteLog, request: WaitRequest, settle: Settle) {
    this.#log = log
    this.#request = request
    this.#settle = settle
    this.#seen = request.from
    this.#search = createSearch(log, request.from, request.pattern)
    this.#guards = request.notMatching.map((guard) => ({
      guard,
      search: createSearch(log, request.from, guard),
    }))
  }

  start(): void {
    this.#check(this.#sincePause() >= 0)
    if (this.#done) return
    if (this.#request.signal.aborted) this.#giveUp()
    else if (this.#log.closedBy !== undefined) this.#end(this.#log.closedBy, true)
    else this.#listen()
  }

  #listen(): void {
    this.#request.signal.addEventListener('abort', this.#giveUp)
    this.#stopListening = this.#log.listen({
      bytes: () => this.#onBytes(),
      closed: (reason) => this.#end(reason, true),
    })
  }

  /** Bytes that come in one turn of the event loop are searched together. */
  #onBytes(): void {
    if (this.#log.end - this.#seen >= BURST) this.#check(false)
    else this.#turn ??= setImmediate(() => this.#check(false))
  }

  #check(paused: boolean): void {
    if (this.#done) return
    clearImmediate(this.#turn)
    this.#turn = undefined
    this.#seen = this.#log.end
    const outcome = this.#look(paused)
    if (outcome !== undefined) this.#finish(() => this.#settle.resolve(outcome))
    else if (this.#isBehind()) this.#pause ??= setTimeout(() => this.#onPause(), -this.#sincePause())
  }

  #isBehind(): boolean {
    return this.#search.behind || this.#guards.some(({ search }) => search.behind)
  }

  /** A guard counts when it begins before the match: what stands behind the match is left to the next wait. */
  #look(paused: boolean): WaitOutcome | undefined {
    const found = this.#search.scan(paused)
    const hits = this.#guards.flatMap(({ guard, search }): { found: Found; guard: Pattern }[] => {
      const hit = search.scan(paused || found !== undefined)
      return hit === undefined || hit.start >= (found?.start ?? Number.POSITIVE_INFINITY)
        ? []
        : [{ found: hit, guard }]
    })
    const first = hits.sort((a, b) => a.found.start - b.found.start)[0]
    if (first !== undefined) return { kind: 'guard', ...first }
    return found === undefined ? undefined : { kind: 'match', found }
  }

  #onPause(): void {
    this.#pause = undefined
    const since = this.#sincePause()
    if (since >= 0) this.#check(true)
    else this.#pause = setTimeout(() => this.#onPause(), -since)
  }

  /** Milliseconds since the input has been at rest long enough to count as paused; negative until then. */
  #sincePause(): number {
    return performance.now() - this.#log.lastArrival - this.#request.pause
  }

  /** The end of the input is a pause too: what is there gets a last look. */
  #end(reason: unknown, look: boolean): void {
    if (look) this.#check(true)
    if (!this.#done) this.#finish(() => this.#settle.reject(reason))
  }

  #finish(settle: () => void): void {
    this.#done = true
    clearImmediate(this.#turn)
    clearTimeout(this.#pause)
    this.#stopListening?.()
    this.#request.signal.removeEventListener('abort', this.#giveUp)
    settle()
  }
}
