import type { Faults } from '../../grammar/faults/faulty.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { syntaxFailure } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'

/** A step that cannot be read: a run that reaches it fails with what is wrong with it. */
export class FaultyNode implements Node {
  readonly #step: StepDescription
  readonly #message: string
  readonly #endsAll: boolean

  /** `endsAll`: no step goes on after it, and nothing catches it. */
  constructor(step: StepDescription, faults: Faults, endsAll: boolean) {
    this.#step = step
    const [first, second] = faults
    this.#message =
      second === undefined ? (first ?? 'Syntax error.') : ['Multiple errors:', ...faults].join('\n- ')
    this.#endsAll = endsAll
  }

  exec(frame: Frame): StepEnd | Promise<StepEnd> {
    return runStep(this.#step, frame, () => {
      throw this.#endsAll ? syntaxFailure(this.#message) : new SuiteError('not-bound', this.#message)
    })
  }
}
