import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { type AssignTarget, assign } from '../variables/assignment.ts'
import type { Scopes } from '../variables/scope.ts'

/** A bound `slow = slow + 1`. */
export interface AssignParts extends StepDescription {
  readonly targets: readonly AssignTarget[]
  readonly value: (scopes: Scopes) => unknown
}

/** Assigns the value of an expression. */
export class AssignNode implements Node {
  readonly #parts: AssignParts

  constructor(parts: AssignParts) {
    this.#parts = parts
  }

  exec(frame: Frame): StepEnd | Promise<StepEnd> {
    const { targets, value } = this.#parts
    return runStep(this.#parts, frame, () => {
      assign(targets, value(frame.scopes), frame.scopes)
      return undefined
    })
  }
}
