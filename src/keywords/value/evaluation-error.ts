/**
 * An expression that has no value. `type` and `message` are Python's (`ZeroDivisionError`, `division by zero`), since
 * suites compare them; a limit is a `LimitError`, a thing that this language refuses a `RefusedError`.
 */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError'
  readonly type: string
  /** What to write instead. */
  readonly hint: string | undefined

  constructor(type: string, message: string, hint?: string) {
    super(message)
    this.type = type
    this.hint = hint
  }
}

/** The commonest of them. */
export function typeError(message: string): EvaluationError {
  return new EvaluationError('TypeError', message)
}

/** A result or a computation that would be too large. */
export function limitError(message: string): EvaluationError {
  return new EvaluationError('LimitError', message)
}
