import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { toText } from '../value/text.ts'
import { type AssignTarget, assignRound } from '../variables/assignment.ts'
import { type ForRounds, roundsOf } from './for-rounds.ts'
import { runRound, runRounds } from './loop.ts'

/** A bound `FOR`. */
export interface ForParts extends StepDescription, ForRounds {
  readonly targets: readonly AssignTarget[]
  readonly body: readonly Node[]
}

/** A `FOR` loop in any of its four flavors. */
export class ForNode implements Node {
  readonly #parts: ForParts

  constructor(parts: ForParts) {
    this.#parts = parts
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#parts, frame, () => this.#loop(frame))
  }

  #loop(outer: Frame): Promise<StepEnd> {
    const { targets, body, place } = this.#parts
    const iterator = roundsOf(this.#parts, outer.scopes)[Symbol.iterator]()
    return runRounds((frame) => {
      const { value: values, done } = iterator.next()
      if (done) return undefined
      assignRound(targets, values, frame.scopes)
      const title = () => targets.map((target, i) => `${target.text} = ${toText(values[i])}`).join('    ')
      return runRound(body, frame, { title, place })
    }, outer)
  }
}
