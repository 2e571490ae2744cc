import { SuiteError } from '../../runtime/errors.ts'
import { runBody } from '../interpreter/body.ts'
import type { Completion } from '../interpreter/completion.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { returnValue } from '../interpreter/user-keyword.ts'
import type { Source } from '../variables/source.ts'

/** `GROUP`: steps under a name. */
export class GroupNode implements Node {
  readonly #step: StepDescription
  readonly #name: Source | undefined
  readonly #body: readonly Node[]

  constructor(step: StepDescription, name: Source | undefined, body: readonly Node[]) {
    this.#step = step
    this.#name = name
    this.#body = body
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#step, frame, () => {
      this.#name?.get(frame.scopes)
      return runBody(this.#body, frame)
    })
  }
}

/** Steps without a name of their own, as a setup or teardown may have. */
export class BodyNode implements Node {
  readonly #body: readonly Node[]

  constructor(body: readonly Node[]) {
    this.#body = body
  }

  exec(frame: Frame): Promise<StepEnd> {
    return runBody(this.#body, frame)
  }
}

/** `RETURN` with its values. */
export class ReturnNode implements Node {
  readonly #values: readonly Source[]

  constructor(values: readonly Source[]) {
    this.#values = values
  }

  exec(frame: Frame): Completion {
    return { kind: 'return', value: () => returnValue(this.#values, frame.scopes) }
  }
}

/** `BREAK` and `CONTINUE`. */
export class LoopControlNode implements Node {
  readonly #end: Completion

  constructor(kind: 'break' | 'continue') {
    this.#end = { kind }
  }

  exec({ inLoop }: Frame): Completion {
    if (inLoop) return this.#end
    const word = this.#end.kind.toUpperCase()
    throw new SuiteError('not-in-loop', `${word} can only be used inside a loop.`)
  }
}
