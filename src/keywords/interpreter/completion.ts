import type { StepFailure } from './failure.ts'

/** Failures that happened before the end, after which the steps went on. */
interface Earlier {
  readonly failures?: readonly StepFailure[]
}

/** How a body ended before its last step, where it was not by a failure. */
export type Completion = Earlier &
  (
    | { readonly kind: 'return'; readonly value: () => unknown }
    | { readonly kind: 'break' }
    | { readonly kind: 'continue' }
  )

/** A way to end a test, a keyword or a loop early, thrown by keywords such as `Pass Execution`. */
export type EarlyEnd = (Earlier & { readonly kind: 'pass' | 'skip'; readonly message: string }) | Completion

/** Carries an early end through the keywords that stand between; it is no failure. */
export class EarlyEndSignal extends Error {
  override readonly name = 'EarlyEndSignal'
  readonly end: EarlyEnd

  constructor(end: EarlyEnd) {
    super('message' in end ? end.message : `Invalid '${end.kind.toUpperCase()}' usage.`)
    this.end = end
  }

  /** The same, after these failures too. */
  after(failures: readonly StepFailure[]): EarlyEndSignal {
    return new EarlyEndSignal({ ...this.end, failures: [...failures, ...(this.end.failures ?? [])] })
  }
}
