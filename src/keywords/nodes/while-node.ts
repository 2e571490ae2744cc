import { SuiteError } from '../../runtime/errors.ts'
import { formatDuration, parseDuration } from '../../runtime/units.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import type { Condition } from '../variables/condition.ts'
import type { Source } from '../variables/source.ts'
import { runRound, runRounds } from './loop.ts'

/** Rounds of a `WHILE` that has no limit of its own; Robot's number. */
const ROUNDS = 10_000

/** A bound `WHILE`; without a condition it is always true. */
export interface WhileParts extends StepDescription {
  readonly condition: Condition | undefined
  readonly limit: Source | undefined
  readonly onLimit: Source | undefined
  readonly onLimitMessage: Source | undefined
  readonly body: readonly Node[]
}

interface Limit {
  readonly text: string
  reached(round: number, start: number): boolean
}

/** A `WHILE` loop. */
export class WhileNode implements Node {
  readonly #parts: WhileParts

  constructor(parts: WhileParts) {
    this.#parts = parts
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#parts, frame, () => this.#loop(frame))
  }

  #loop(outer: Frame): Promise<StepEnd> {
    const { condition, body, place, onLimit } = this.#parts
    const limit = readLimit(this.#parts.limit?.get(outer.scopes))
    const start = performance.now()
    let round = 0
    return runRounds((frame) => {
      if (!(condition?.isTrue(frame.scopes) ?? true)) return undefined
      if (limit.reached(round, start)) {
        if (String(onLimit?.get(frame.scopes) ?? 'fail').toLowerCase() === 'pass') return undefined
        throw this.#limitError(frame, limit)
      }
      const number = ++round
      return runRound(body, frame, { title: () => `round ${number}`, place })
    }, outer)
  }

  #limitError(frame: Frame, limit: Limit): SuiteError {
    const message = this.#parts.onLimitMessage?.get(frame.scopes)
    if (message !== undefined) return new SuiteError('while-limit', String(message))
    return new SuiteError(
      'while-limit',
      `WHILE loop was aborted because it did not finish within the limit of ${limit.text}. Use the 'limit' argument to increase or remove the limit if needed.`,
    )
  }
}

function readLimit(value: unknown): Limit {
  const text = String(value ?? ROUNDS).trim()
  if (text.toUpperCase() === 'NONE') return { text, reached: () => false }
  const count = /^(\d+)(?:\s*(?:times|x))?$/i.exec(text)?.[1]
  if (count !== undefined) return { text: `${count} iterations`, reached: (round) => round >= Number(count) }
  const milliseconds = parseDuration(text)
  if (milliseconds === undefined)
    throw new SuiteError(
      'while-limit',
      `Invalid WHILE loop limit: "${text}" is neither a number of rounds nor a duration.`,
    )
  return {
    text: formatDuration(milliseconds),
    reached: (_round, start) => performance.now() - start > milliseconds,
  }
}
