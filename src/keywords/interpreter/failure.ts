import { type ErrorFamily, HilError, messageOf } from '../../runtime/errors.ts'

/** Where a step stands in a suite. */
export interface StepPlace {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The keyword, as written. */
  readonly keyword: string
}

/**
 * A failed step: the message of what went wrong, and the `.hil` lines that led there, the innermost first, as the
 * stack, so that whoever prints it shows the suite and not the interpreter.
 */
export class StepFailure extends Error {
  override readonly name: string
  readonly family: ErrorFamily
  readonly code: string
  readonly places: StepPlace[] = []
  /** True if the steps after it must not run even where failures are collected: time is up or the run was interrupted. */
  readonly fatal: boolean

  constructor(error: unknown, fatal = false) {
    super(messageOf(error), { cause: error })
    this.fatal = fatal
    this.family = error instanceof HilError ? error.family : 'suite'
    this.code = error instanceof HilError ? error.code : 'failed'
    this.name = error instanceof HilError ? error.name : 'Error'
    this.#writeStack()
  }

  /** Adds the next outer step. */
  passThrough(place: StepPlace): this {
    this.places.push(place)
    this.#writeStack()
    return this
  }

  #writeStack(): void {
    const frames = this.places.map(
      ({ keyword, file, line, column }) => `    at ${keyword} (${file}:${line}:${column})`,
    )
    this.stack = [`${this.name === 'Error' ? '' : `${this.name}: `}${this.message}`, ...frames].join('\n')
  }
}

/** Several failures of one test as one, in Robot's words. */
export function joinFailures(failures: readonly StepFailure[]): StepFailure | undefined {
  const [first, second] = failures
  if (first === undefined || second === undefined) return first
  const list = failures.map((failure, index) => `${index + 1}) ${failure.message}`)
  const joined = new StepFailure(
    new Error(`Several failures occurred:\n\n${list.join('\n\n')}`, { cause: first.cause }),
  )
  for (const place of first.places) joined.passThrough(place)
  return joined
}
