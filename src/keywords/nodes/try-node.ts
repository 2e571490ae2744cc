import { quotedList } from '../../grammar/faults/quoted-list.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { fullMatch } from '../functions/full-match.ts'
import { runBody } from '../interpreter/body.ts'
import { EarlyEndSignal } from '../interpreter/completion.ts'
import type { StepFailure } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { matchesGlob } from '../interpreter/glob.ts'
import { asFailure, runStep, type StepDescription } from '../interpreter/step.ts'
import { toText } from '../value/text.ts'
import type { Source } from '../variables/source.ts'

/** A branch of `TRY`. */
export interface TryBranchParts {
  readonly kind: 'try' | 'except' | 'else' | 'finally'
  readonly step: StepDescription
  readonly patterns: readonly Source[]
  readonly patternType: Source | undefined
  /** Normalised name of the variable that takes the message. */
  readonly as: string | undefined
  readonly body: readonly Node[]
}

type Outcome = { readonly end: StepEnd } | { readonly error: StepFailure | EarlyEndSignal }

/** `TRY / EXCEPT / ELSE / FINALLY`. */
export class TryNode implements Node {
  readonly #branches: readonly TryBranchParts[]

  constructor(branches: readonly TryBranchParts[]) {
    this.#branches = branches
  }

  async exec(frame: Frame): Promise<StepEnd> {
    const outcome = await this.#tryAndHandle(frame)
    const last = this.#branch('finally')
    const after = last === undefined ? undefined : await attempt(last, frame)
    if (after !== undefined && ('error' in after || after.end !== undefined)) return unwrap(after)
    return unwrap(outcome)
  }

  async #tryAndHandle(frame: Frame): Promise<Outcome> {
    const [first] = this.#branches
    if (first === undefined) return { end: undefined }
    const outcome = await attempt(first, frame)
    if ('end' in outcome) {
      const otherwise = this.#branch('else')
      return outcome.end !== undefined || otherwise === undefined ? outcome : attempt(otherwise, frame)
    }
    const { error } = outcome
    if (error instanceof EarlyEndSignal || error.fatal) return outcome
    const handler = findHandler(this.#branches, error, frame)
    if (handler === undefined) return outcome
    if ('error' in handler) return handler
    if (handler.as !== undefined) frame.scopes.set(handler.as, error.message, 'local')
    return attempt(handler, frame)
  }

  #branch(kind: TryBranchParts['kind']): TryBranchParts | undefined {
    return this.#branches.find((branch) => branch.kind === kind)
  }
}

/** The branch that handles a failure; a pattern that cannot be read is a failure itself, and `FINALLY` still runs. */
function findHandler(
  branches: readonly TryBranchParts[],
  failure: StepFailure,
  frame: Frame,
): TryBranchParts | { readonly error: StepFailure } | undefined {
  try {
    return branches.find((branch) => branch.kind === 'except' && handles(branch, failure, frame))
  } catch (error) {
    return { error: asFailure(error, frame) }
  }
}

async function attempt(branch: TryBranchParts, frame: Frame): Promise<Outcome> {
  try {
    return { end: await runStep(branch.step, frame, () => runBody(branch.body, frame)) }
  } catch (error) {
    return { error: error instanceof EarlyEndSignal ? error : asFailure(error, frame) }
  }
}

function unwrap(outcome: Outcome): StepEnd {
  if ('error' in outcome) throw outcome.error
  return outcome.end
}

function handles(branch: TryBranchParts, { message }: StepFailure, frame: Frame): boolean {
  if (branch.patterns.length === 0) return true
  const type = toText(branch.patternType?.get(frame.scopes) ?? 'LITERAL')
  const matches = MATCHERS.get(type.toUpperCase())
  if (matches !== undefined)
    return branch.patterns.some((source) => matches(message, toText(source.get(frame.scopes))))
  const valid = quotedList([...MATCHERS.keys()])
  throw new SuiteError('except-type', `Invalid EXCEPT pattern type '${type}'. Valid values are ${valid}.`)
}

const MATCHERS: ReadonlyMap<string, (message: string, pattern: string) => boolean> = new Map([
  ['GLOB', (message, pattern) => matchesGlob(pattern, message)],
  ['REGEXP', (message, pattern) => fullMatch(pattern, message)],
  ['START', (message, pattern) => message.startsWith(pattern)],
  ['LITERAL', (message, pattern) => message === pattern],
])
