import { untilAborted } from '../../runtime/deadline.ts'
import type { Keyword } from '../catalogue/keyword.ts'
import { type AssignTarget, assign } from '../variables/assignment.ts'
import type { Scopes } from '../variables/scope.ts'
import { CallContext, type NestedNode } from './call-context.ts'
import { EarlyEndSignal } from './completion.ts'
import { StepFailure } from './failure.ts'
import type { Frame, Node, StepEnd } from './frame.ts'
import { runStep, type StepDescription } from './step.ts'
import type { UserKeywordProgram } from './user-keyword.ts'

/** What a call runs. */
export type Callee =
  | { readonly kind: 'library'; readonly keyword: Keyword; readonly nested: readonly NestedNode[] }
  | { readonly kind: 'user'; readonly program: UserKeywordProgram }

/** The values of a call by argument name, converted; throws a SuiteError when one does not fit. */
export type ArgumentValues = (scopes: Scopes) => Readonly<Record<string, unknown>>

/** A bound call: the keyword, where its arguments come from, and the variables its value goes to. */
export interface CallParts extends StepDescription {
  readonly callee: Callee
  readonly values: ArgumentValues
  readonly targets: readonly AssignTarget[]
}

/** A keyword call that is ready to run. */
export class CallNode implements Node {
  readonly #parts: CallParts

  constructor(parts: CallParts) {
    this.#parts = parts
  }

  exec(frame: Frame, result?: { value?: unknown }): StepEnd | Promise<StepEnd> {
    const pending = runStep(this.#parts, frame, () => this.#callAndAssign(frame))
    if (pending instanceof Promise) return pending.then((value) => this.#keep(value, result))
    return this.#keep(pending, result)
  }

  /** Assigning is part of the step, so that a value that does not fit fails it. */
  #callAndAssign(frame: Frame): unknown {
    const { targets } = this.#parts
    if (targets.length === 0) return this.#call(frame)
    const value = this.#callOrGoOn(frame)
    if (!(value instanceof Promise)) return assigned(targets, value, frame)
    return value.then(
      (result) => assigned(targets, result, frame),
      (error: unknown) => assignNothing(targets, error, frame),
    )
  }

  #callOrGoOn(frame: Frame): unknown {
    try {
      return this.#call(frame)
    } catch (error) {
      return assignNothing(this.#parts.targets, error, frame)
    }
  }

  #keep(value: unknown, result?: { value?: unknown }): undefined {
    if (result !== undefined) result.value = value
    return undefined
  }

  #call(frame: Frame): unknown {
    const { callee, values } = this.#parts
    const given = values(frame.scopes)
    if (callee.kind === 'user') return callee.program.run(given, frame)
    const value = callee.keyword.run(given, new CallContext(frame, callee.nested))
    return value instanceof Promise ? untilAborted(value, frame.signal) : value
  }
}

function assigned(targets: readonly AssignTarget[], value: unknown, { scopes }: Frame): unknown {
  assign(targets, value, scopes)
  return value
}

/** Where steps go on after a failure, its targets must have a value all the same. */
function assignNothing(targets: readonly AssignTarget[], error: unknown, frame: Frame): never {
  const goesOn = frame.goesOn !== undefined || (error instanceof StepFailure && error.continuable)
  if (goesOn && !(error instanceof EarlyEndSignal))
    assign(targets, error instanceof StepFailure ? error.returnValue : null, frame.scopes)
  throw error
}

/** A call whose keyword is named by a variable: it is bound when it runs. */
export class DynamicCallNode implements Node {
  readonly #step: StepDescription
  readonly #bind: (frame: Frame) => Node
  readonly #targets: readonly AssignTarget[]

  constructor(step: StepDescription, bind: (frame: Frame) => Node, targets: readonly AssignTarget[]) {
    this.#step = step
    this.#bind = bind
    this.#targets = targets
  }

  async exec(frame: Frame, result: { value?: unknown } = {}): Promise<StepEnd> {
    const inner: { value?: unknown } = {}
    await runStep(this.#step, frame, async () => {
      await this.#bind(frame).exec(frame, inner)
    })
    assign(this.#targets, inner.value, frame.scopes)
    result.value = inner.value
    return undefined
  }
}
