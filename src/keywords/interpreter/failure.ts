import { type ErrorFamily, HilError, messageOf, SuiteError } from '../../runtime/errors.ts'
import { secrets } from '../../runtime/secrets.ts'
import { stackText } from '../../runtime/stack-text.ts'
import { EvaluationError } from '../value/evaluation-error.ts'

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
  /** How to put it right. No part of the message, since suites compare that. */
  hint: string | undefined
  /** True if the steps after it must not run even where failures are collected: time is up or the run was interrupted. */
  fatal: boolean
  /** True if the steps after it run all the same; the failure is reported when they are over. */
  continuable = false
  /** What the keyword that failed gives all the same, where steps go on. */
  returnValue: unknown
  /** True if a timeout of the test or of a keyword ended the step. */
  timeout = false
  /** The failures that this one stands for; itself, if it is one. */
  parts: readonly StepFailure[] = [this]
  readonly #origin: unknown

  constructor(error: unknown, fatal = false) {
    super(secrets.mask(plainMessage(error)), isDefect(error) ? { cause: error } : undefined)
    this.#origin = error
    this.fatal = fatal
    this.hint = error instanceof HilError && error.hint !== undefined ? secrets.mask(error.hint) : undefined
    this.family = error instanceof HilError ? error.family : 'suite'
    this.code = error instanceof HilError ? error.code : 'failed'
    this.name = error instanceof HilError ? error.name : 'Error'
    this.#writeStack()
  }

  /** Puts another message in place of its own. */
  say(message: string): this {
    this.message = secrets.mask(message)
    this.#writeStack()
    return this
  }

  /** Says how to put it right. */
  advise(hint: string): void {
    this.hint = hint
  }

  /** A failure in place of this one, with a message of its own: of the same family, at the same place. */
  restated(message: string, fatal: boolean): StepFailure {
    const failure = new StepFailure(this.#origin, fatal).say(message)
    failure.timeout = this.timeout
    for (const place of this.places) failure.passThrough(place)
    return failure
  }

  /** Ends the message with the hint: for people, once no suite will compare it any more. */
  withHint(): this {
    return this.hint === undefined ? this : this.say(`${this.message}\n  ${this.hint}`)
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
    const name = this.name === 'Error' ? '' : `${this.name}: `
    this.stack = [`${name}${stackText(this.message)}`, ...frames].join('\n')
  }
}

/** A failure of a step that cannot be read or make sense: no step goes on after it, and nothing catches it. */
export function syntaxFailure(message: string): StepFailure {
  return new StepFailure(new SuiteError('not-bound', message), true)
}

/** What Robot would say: without hints, and with the type of errors that Python has names for. */
export function plainMessage(error: unknown): string {
  if (error instanceof EvaluationError) return `${error.type}: ${error.message}`
  const message = messageOf(error)
  const hint = error instanceof HilError && error.hint !== undefined ? `\n  ${error.hint}` : ''
  return hint !== '' && message.endsWith(hint) ? message.slice(0, -hint.length) : message
}

/** Several failures as one, in Robot's words; undefined if there are none. */
export function joinFailures(failures: readonly StepFailure[]): StepFailure | undefined {
  const parts = failures.flatMap((failure) => failure.parts)
  const [first, second] = parts
  if (first === undefined || second === undefined) return failures[0]
  const list = parts.map((failure, index) => `${index + 1}) ${failure.message}`)
  const message = `Several failures occurred:\n\n${list.join('\n\n')}`
  // The lab's fault counts: what else failed may come of it.
  const chief =
    parts.find(({ family }) => family === 'lab') ?? new StepFailure(new Error('', { cause: first.cause }))
  const joined = chief.restated(
    message,
    parts.some((failure) => failure.fatal),
  )
  joined.parts = parts
  joined.continuable = parts.every((failure) => failure.continuable)
  joined.timeout = parts.some((failure) => failure.timeout)
  if (chief.places.length === 0) for (const place of first.places) joined.passThrough(place)
  return joined
}

/** Errors that JavaScript itself throws are defects of a keyword: only then does its own stack help. */
function isDefect(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
}
