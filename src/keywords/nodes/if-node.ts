import { runBody } from '../interpreter/body.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { type AssignTarget, assign } from '../variables/assignment.ts'
import type { Condition } from '../variables/condition.ts'
import { invalidCondition } from './invalid-condition.ts'

/** One branch; the last one may have no condition. */
export interface IfBranchParts {
  readonly kind: 'if' | 'else if' | 'else'
  readonly step: StepDescription
  readonly condition: Condition | undefined
  readonly body: readonly Node[]
}

/** `IF / ELSE IF / ELSE`; the inline form may assign what the branch that ran gives. */
export class IfNode implements Node {
  readonly #branches: readonly IfBranchParts[]
  readonly #targets: readonly AssignTarget[]

  constructor(branches: readonly IfBranchParts[], targets: readonly AssignTarget[]) {
    this.#branches = branches
    this.#targets = targets
  }

  async exec(frame: Frame): Promise<StepEnd> {
    for (const branch of this.#branches) {
      if (!(await this.#applies(branch, frame))) continue
      return runStep(branch.step, frame, () => this.#runBranch(branch.body, frame))
    }
    assign(this.#targets, null, frame.scopes)
    return undefined
  }

  async #runBranch(body: readonly Node[], frame: Frame): Promise<StepEnd> {
    const [first] = body
    if (this.#targets.length === 0 || first === undefined) return runBody(body, frame)
    const result: { value?: unknown } = {}
    const end = await first.exec(frame, result)
    assign(this.#targets, result.value ?? null, frame.scopes)
    return end
  }

  /** A condition that cannot be evaluated fails as a step of its own. */
  #applies({ kind, step, condition }: IfBranchParts, frame: Frame): boolean | Promise<boolean> {
    if (condition === undefined) return true
    try {
      return condition.isTrue(frame.scopes)
    } catch (error) {
      return runStep(step, frame, () => {
        throw invalidCondition(kind.toUpperCase(), error)
      })
    }
  }
}
