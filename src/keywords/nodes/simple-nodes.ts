import { SuiteError } from '../../runtime/errors.ts'
import type { VariableScope } from '../catalogue/keyword-context.ts'
import { runBody } from '../interpreter/body.ts'
import type { Completion } from '../interpreter/completion.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { runStep, type StepDescription } from '../interpreter/step.ts'
import { returnValue } from '../interpreter/user-keyword.ts'
import { toText } from '../value/text.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'

/** `GROUP`: steps under a name. */
export class GroupNode implements Node {
  readonly #step: StepDescription
  readonly #body: readonly Node[]

  constructor(step: StepDescription, body: readonly Node[]) {
    this.#step = step
    this.#body = body
  }

  async exec(frame: Frame): Promise<StepEnd> {
    return runStep(this.#step, frame, () => runBody(this.#body, frame))
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
    return { kind: 'return', value: returnValue(this.#values, frame.scopes) }
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

/** A bound `VAR`. */
export interface VarParts extends StepDescription {
  readonly sigil: '$' | '@' | '&'
  readonly name: string
  readonly scope: VariableScope
  readonly value: (scopes: Scopes) => unknown
}

/** `VAR` sets a variable in a scope. */
export class VarNode implements Node {
  readonly #parts: VarParts

  constructor(parts: VarParts) {
    this.#parts = parts
  }

  exec(frame: Frame): StepEnd | Promise<StepEnd> {
    const { name, scope, value } = this.#parts
    return runStep(this.#parts, frame, () => {
      frame.scopes.set(name, value(frame.scopes), scope)
      return undefined
    })
  }
}

/** How several values become the value of a scalar: joined by a separator, as text. */
export function joinValues(values: readonly unknown[], separator: string): unknown {
  return values.length === 1 ? values[0] : values.map(toText).join(separator)
}
