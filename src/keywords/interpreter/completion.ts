/** How a body ended before its last step, where it was not by a failure. */
export type Completion =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }

/** A way to end a test, a keyword or a loop early, thrown by keywords such as `Pass Execution`. */
export type EarlyEnd =
  | { readonly kind: 'pass'; readonly message: string }
  | { readonly kind: 'skip'; readonly message: string }
  | Completion

/** Carries an early end through the keywords that stand between; it is no failure. */
export class EarlyEndSignal extends Error {
  override readonly name = 'EarlyEndSignal'
  readonly end: EarlyEnd

  constructor(end: EarlyEnd) {
    super('message' in end ? end.message : end.kind)
    this.end = end
  }
}
