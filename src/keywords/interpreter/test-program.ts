import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { formatDuration } from '../../runtime/units.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'
import { EarlyEndSignal } from './completion.ts'
import { joinFailures, type StepFailure, type StepPlace } from './failure.ts'
import { type DynamicCalls, type Frame, type Node, runBody } from './frame.ts'
import type { RunState } from './run-state.ts'
import { asFailure } from './step.ts'
import { withTeardown } from './teardown.ts'

/** How a test ended. */
export type TestEnd =
  | { readonly status: 'passed'; readonly message: string }
  | { readonly status: 'skipped'; readonly message: string }
  | { readonly status: 'failed'; readonly failure: StepFailure }

/** A test, bound and ready to run. */
export interface TestProgram {
  readonly name: string
  readonly place: StepPlace
  readonly doc: string
  readonly tags: readonly string[]
  readonly setup: Node | undefined
  readonly teardown: Node | undefined
  readonly timeout: Source | undefined
  readonly body: readonly Node[]
  /** True if the rows are arguments of a template: then all rows run, also after a failure. */
  readonly templated: boolean
}

/** What a test is run with. */
export interface TestRun {
  readonly scopes: Scopes
  readonly run: RunState
  readonly calls: DynamicCalls
  /** Aborts when the run is interrupted or the runner's own time is over. */
  readonly signal: AbortSignal
  /** The time that the runner gives, in milliseconds; the test's own timeout may be shorter. */
  readonly timeout: number
  /** How long the teardown may take after that. */
  readonly teardownTimeout: number
}

/** Runs a test: setup, body, and in every case the teardown. Never throws. */
export async function runTest(test: TestProgram, given: TestRun): Promise<TestEnd> {
  const own = test.timeout === undefined ? Number.POSITIVE_INFINITY : Number(test.timeout.get(given.scopes))
  using deadline = withDeadline(Math.min(own, given.timeout), given.signal, `Test '${test.name}'`)
  const { scopes, run, calls } = given
  const frame: Frame = { scopes, run, calls, signal: deadline.signal, nesting: 0 }
  const later = new TeardownTime(given)
  const around = { setup: test.setup, teardown: test.teardown, teardownFrame: later.frame(frame) }
  try {
    await withTeardown<unknown>(around, frame, () =>
      test.templated ? runRows(test.body, frame) : runBody(test.body, frame),
    )
    return { status: 'passed', message: '' }
  } catch (error) {
    return testEnd(error, frame)
  } finally {
    later.end()
  }
}

/** Turns what ended a test into how it ended. */
function testEnd(error: unknown, frame: Frame): TestEnd {
  if (!(error instanceof EarlyEndSignal)) return { status: 'failed', failure: asFailure(error, frame) }
  const { end } = error
  if (end.kind === 'skip') return { status: 'skipped', message: end.message }
  return { status: 'passed', message: end.kind === 'pass' ? end.message : '' }
}

/** Runs every row of a templated test and throws all failures as one. */
async function runRows(rows: readonly Node[], frame: Frame): Promise<void> {
  const failures: StepFailure[] = []
  for (const row of rows) {
    try {
      await runBody([row], frame)
    } catch (error) {
      if (error instanceof EarlyEndSignal) throw error
      const failure = asFailure(error, frame)
      failures.push(failure)
      if (failure.fatal) break
    }
  }
  const failure = joinFailures(failures)
  if (failure !== undefined) throw failure
}

/** The teardown's time starts when its first step asks for it, not with the test. */
class TeardownTime {
  readonly #given: TestRun
  #deadline: ReturnType<typeof withDeadline> | undefined

  constructor(given: TestRun) {
    this.#given = given
  }

  frame(body: Frame): Frame {
    const signal = () => this.#signal()
    return {
      ...body,
      get signal() {
        return signal()
      },
    }
  }

  end(): void {
    this.#deadline?.[Symbol.dispose]()
  }

  #signal(): AbortSignal {
    this.#deadline ??= withDeadline(this.#given.teardownTimeout, undefined, 'The teardown')
    return this.#deadline.signal
  }
}

/** The reason of an abort in words, for tests that were interrupted. */
export function abortReason(reason: unknown): string {
  if (isDeadline(reason)) return `Test timeout ${formatDuration(reason.milliseconds)} exceeded.`
  return reason instanceof Error ? reason.message : 'The test was interrupted.'
}
