import { withDeadline } from '../../runtime/deadline.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { Argument } from '../catalogue/keyword.ts'
import type { EmbeddedName } from '../naming/embedded-name.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { runBody } from './body.ts'
import { EarlyEndSignal } from './completion.ts'
import { joinFailures, plainMessage, StepFailure } from './failure.ts'
import type { Frame, Node, StepEnd } from './frame.ts'
import { asFailure } from './step.ts'
import { foldTag } from './tags.ts'
import { withTeardown } from './teardown.ts'

/** Robot's limit lies near this: deeper is nearly always a keyword that calls itself. */
const DEEPEST = 100

/** An argument of a user keyword and its default, which may use the arguments before it. */
export interface UserArgument {
  /** The normalised name of its variable. */
  readonly variable: string
  readonly argument: Argument
  readonly fallback?: Source
}

/** A keyword written in a suite or resource file, bound. */
export class UserKeywordProgram {
  readonly name: string
  readonly doc: string
  readonly file: string
  /** Filled by the binder after the object exists, so that keywords can call each other. */
  arguments: readonly UserArgument[] = []
  body: readonly Node[] = []
  setup: Node | undefined
  teardown: Node | undefined
  timeout: Source | undefined
  returned: readonly Source[] | undefined
  tags: readonly string[] = []
  /** The arguments in its name, if it has any. */
  embedded: EmbeddedName | undefined
  /** Why it cannot be called, in Robot's words. */
  error: string | undefined
  /** The resource file that its name is qualified by; empty for a suite's own. */
  owner = ''

  constructor(name: string, doc: string, file: string) {
    this.name = name
    this.doc = doc
    this.file = file
  }

  /** Runs the keyword with values by argument name, and returns its value. */
  async run(values: Readonly<Record<string, unknown>>, caller: Frame): Promise<unknown> {
    if (caller.nesting >= DEEPEST)
      throw new SuiteError('too-deep', 'Recursive execution stopped.', {
        hint: `Keyword '${this.name}' calls itself or others more than ${DEEPEST} levels deep.`,
      })
    if (this.body.length === 0 && (this.returned ?? []).length === 0)
      throw new SuiteError('empty-keyword', 'User keyword cannot be empty.')
    const scopes = caller.scopes.enterKeyword()
    this.#setArguments(values, scopes)
    using deadline = withDeadline(this.#milliseconds(scopes), caller.signal, 'Keyword timeout')
    const frame: Frame = {
      ...caller,
      scopes,
      signal: deadline.signal,
      nesting: caller.nesting + 1,
      goesOn: this.#goesOn(caller),
      inLoop: false,
      templated: false,
    }
    const steps = {
      setup: this.setup,
      teardown: this.teardown,
      teardownFrame: {
        ...frame,
        signal: caller.teardownSignal ?? caller.signal,
        goesOn: 'everywhere' as const,
      },
    }
    try {
      return await withTeardown(steps, frame, () => this.#runBody(frame))
    } catch (error) {
      throw timeIsOver(error, caller)
    }
  }

  async #runBody(frame: Frame): Promise<unknown> {
    const { returned } = this
    const end = await this.#completeBody(frame)
    const value = end?.kind === 'return' ? end.value : () => returned && returnValue(returned, frame.scopes)
    const result = resolved(value) ?? null
    if (end?.failures === undefined) return result
    throw withValue(joinFailures(end.failures), result)
  }

  async #completeBody(frame: Frame): Promise<StepEnd> {
    try {
      return await runBody(this.body, frame)
    } catch (error) {
      if (error instanceof EarlyEndSignal && error.end.kind === 'return') return error.end
      if (error instanceof EarlyEndSignal) throw error
      const failure = asFailure(error, frame)
      failure.returnValue = null
      throw failure
    }
  }

  /** Tags decide whether the steps go on after a failure; without them it is as around the call. */
  #goesOn({ goesOn }: Frame): Frame['goesOn'] {
    const byTags = goesOnByTags(this.tags)
    if (byTags !== undefined) return byTags.goesOn
    return goesOn === 'here' ? undefined : goesOn
  }

  #setArguments(values: Readonly<Record<string, unknown>>, scopes: Scopes): void {
    for (const { argument, variable, fallback } of this.arguments) {
      const given = values[argument.name]
      const value = given === undefined && fallback !== undefined ? fallback.get(scopes) : given
      scopes.local.set(variable, argument.kind === 'one' ? value : ofItsOwn(value as object))
    }
  }

  #milliseconds(scopes: Scopes): number {
    if (this.timeout === undefined) return Number.POSITIVE_INFINITY
    try {
      return Number(this.timeout.get(scopes))
    } catch (error) {
      throw timeoutFailure('keyword', error)
    }
  }
}

/** The list or dict of a call. */
function ofItsOwn(given: object): unknown {
  return Array.isArray(given) ? [...given] : new Map(Object.entries(given))
}

/** Whether `robot:` tags make the steps of a test or keyword go on after a failure; undefined if none says. */
export function goesOnByTags(tags: readonly string[]): Pick<Frame, 'goesOn'> | undefined {
  const robot = new Set(tags.filter((tag) => /^robot:/i.test(tag)).map(foldTag))
  if (robot.has('robot:recursive-stop-on-failure') || robot.has('robot:stop-on-failure'))
    return { goesOn: undefined }
  if (robot.has('robot:recursive-continue-on-failure')) return { goesOn: 'everywhere' }
  return robot.has('robot:continue-on-failure') ? { goesOn: 'here' } : undefined
}

/** A keyword's own timeout ends the keyword and not what stands around it. */
function timeIsOver(error: unknown, { signal }: Frame): unknown {
  if (error instanceof StepFailure && error.timeout && !signal.aborted)
    for (const failure of [error, ...error.parts]) failure.fatal = false
  return error
}

/** The failure of a timeout that is no duration, in Robot's words. */
export function timeoutFailure(whose: 'test' | 'task' | 'keyword', error: unknown): SuiteError {
  const message = `Setting ${whose} timeout failed: ${plainMessage(error)}`
  return new SuiteError('bad-duration', message, { cause: error })
}

function withValue(failure: StepFailure | undefined, value: unknown): unknown {
  if (failure !== undefined) failure.returnValue = value
  return failure
}

function resolved(value: () => unknown): unknown {
  try {
    return value()
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error
    const message = `Replacing variables from keyword return value failed: ${plainMessage(error)}`
    throw new SuiteError(error.code, message, { cause: error, ...(error.hint && { hint: error.hint }) })
  }
}

/** The value of `RETURN a b` and of `[Return]`: nothing, the one value, or a list. */
export function returnValue(sources: readonly Source[], scopes: Scopes): unknown {
  const values = valuesOf(sources, scopes)
  const [first] = sources
  if (sources.length === 1 && first?.expands !== 'list') return values[0]
  return sources.length === 0 ? null : values
}

function valuesOf(sources: readonly Source[], scopes: Scopes): unknown[] {
  return sources.flatMap((source) => {
    const value = source.get(scopes)
    return source.expands === 'list' ? (value as unknown[]) : [value]
  })
}
