import { SuiteError } from '../../runtime/errors.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import type { Condition } from '../variables/condition.ts'
import { invalidCondition } from './invalid-condition.ts'
import { runRound, runRounds } from './loop.ts'
import { readLimit, type WhileLimit, type WhileOptions } from './while-limit.ts'

/** A bound `WHILE`; without a condition it is always true. */
export interface WhileParts extends StepDescription, WhileOptions {
  readonly condition: Condition | undefined
  readonly body: readonly Node[]
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
    const { body, place } = this.#parts
    let limit: WhileLimit | undefined
    let round = 0
    return runRounds((frame) => {
      if (!this.#goesOn(frame)) return undefined
      limit ??= readLimit(this.#parts, outer.scopes)
      if (limit.reached(round)) {
        if (limit.passes) return undefined
        throw new SuiteError('while-limit', limit.message)
      }
      const number = ++round
      return runRound(body, frame, { title: () => `round ${number}`, place })
    }, outer)
  }

  #goesOn({ scopes }: Frame): boolean {
    try {
      return this.#parts.condition?.isTrue(scopes) ?? true
    } catch (error) {
      throw invalidCondition('WHILE loop', error)
    }
  }
}
