import { sleep, withDeadline } from '../../runtime/deadline.ts'
import { formatDuration } from '../../runtime/units.ts'
import { runBody } from '../interpreter/body.ts'
import { EarlyEndSignal } from '../interpreter/completion.ts'
import type { StepFailure } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { asFailure, runStep, type StepDescription } from '../interpreter/step.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { milliseconds, rounds } from './retry-limit.ts'

/** The pause between rounds of a `RETRY` that has a time and says nothing else. */
const PAUSE = 1000

/** A bound `RETRY`. */
export interface RetryParts extends StepDescription {
  /** How long to try. */
  readonly time: Source | undefined
  /** How often to try. */
  readonly times: Source | undefined
  /** The pause after a failed round. */
  readonly every: Source | undefined
  readonly body: readonly Node[]
}

interface Limit {
  readonly milliseconds: number
  readonly rounds: number
  readonly pause: number
}

/** `RETRY` runs its steps until they pass: each round is a step of its own, a failed one too. */
export class RetryNode implements Node {
  readonly #parts: RetryParts

  constructor(parts: RetryParts) {
    this.#parts = parts
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#parts, frame, () => this.#retry(frame))
  }

  async #retry(outer: Frame): Promise<StepEnd> {
    const limit = readLimit(this.#parts, outer.scopes)
    using deadline = withDeadline(limit.milliseconds, outer.signal, 'RETRY')
    const inner = { ...outer, signal: deadline.signal, goesOn: undefined }
    const frame: Frame = { ...inner, teardownSignal: outer.teardownSignal ?? outer.signal }
    let told: StepFailure | undefined
    for (let round = 1; ; round++) {
      const outcome = await this.#round(round, frame)
      if (!('failure' in outcome)) return outcome.end
      if (outer.signal.aborted) throw outer.signal.reason
      // A round that was cut off says nothing about why the rounds before it failed.
      if (told === undefined || !deadline.signal.aborted) told = outcome.failure
      if (round >= limit.rounds || !(await pauses(limit.pause, deadline.signal, outer)))
        throw givenUp(told, round, limit)
      const { run } = outer
      if (run.keeps('INFO')) run.listener.log(`Round ${round} failed: ${outcome.failure.message}`, 'INFO')
    }
  }

  async #round(
    round: number,
    frame: Frame,
  ): Promise<{ readonly end: StepEnd } | { readonly failure: StepFailure }> {
    const { place, body } = this.#parts
    try {
      return { end: await runStep({ title: `round ${round}`, place }, frame, () => runBody(body, frame)) }
    } catch (error) {
      if (error instanceof EarlyEndSignal) throw error
      const failure = asFailure(error, frame)
      if (failure.fatal && !frame.signal.aborted) throw failure
      return { failure }
    }
  }
}

/** Waits for the next round; false if the time is over before it. */
async function pauses(pause: number, signal: AbortSignal, outer: Frame): Promise<boolean> {
  if (signal.aborted) return false
  try {
    await sleep(pause, { signal })
    return true
  } catch {
    if (outer.signal.aborted) throw outer.signal.reason
    return false
  }
}

function givenUp(last: StepFailure, rounds: number, limit: Limit): StepFailure {
  const counted = `${rounds} round${rounds === 1 ? '' : 's'}`
  const time = Number.isFinite(limit.milliseconds) ? `${formatDuration(limit.milliseconds)} and ` : ''
  const message = `RETRY gave up after ${time}${counted}. The last error was: ${last.message}`
  const failure = last.restated(message, false)
  failure.timeout = false
  return failure
}

function readLimit({ time, times, every }: RetryParts, scopes: Scopes): Limit {
  const given = time === undefined ? Number.POSITIVE_INFINITY : milliseconds('for', time.get(scopes))
  const pause = every === undefined ? undefined : milliseconds('every', every.get(scopes))
  return {
    milliseconds: given,
    rounds: times === undefined ? Number.POSITIVE_INFINITY : rounds(times.get(scopes)),
    pause: pause ?? (time === undefined ? 0 : PAUSE),
  }
}
