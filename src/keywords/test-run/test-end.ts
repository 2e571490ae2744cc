import type { RunningTest } from '../catalogue/running.ts'
import type { EarlyEndSignal } from '../interpreter/completion.ts'
import { joinFailures, StepFailure } from '../interpreter/failure.ts'
import type { Outcome } from '../interpreter/teardown.ts'

/** How a test ended. */
export type TestEnd =
  | { readonly status: 'passed'; readonly message: string }
  | { readonly status: 'skipped'; readonly message: string }
  | { readonly status: 'failed'; readonly failure: StepFailure }

/** What is said about a test that ended so. */
export function messageOfEnd(end: TestEnd): string {
  return end.status === 'failed' ? end.failure.message : end.message
}

/** Turns what ended a body into how the test ended. */
export function endedBy(error: StepFailure | EarlyEndSignal): TestEnd {
  if (error instanceof StepFailure) return { status: 'failed', failure: error }
  const { end } = error
  const earlier = joinFailures(end.failures ?? [])
  if (end.kind === 'skip') return { status: 'skipped', message: skipMessage(end.message, earlier) }
  if (earlier !== undefined) return { status: 'failed', failure: earlier }
  if (end.kind === 'pass') return { status: 'passed', message: end.message }
  return { status: 'failed', failure: new StepFailure(error) }
}

function skipMessage(message: string, earlier: StepFailure | undefined): string {
  if (earlier === undefined) return message
  const failures = earlier.parts.map((failure) => failure.message)
  if (failures.length === 1) return `${message}\n\nAlso failure occurred:\n${failures[0]}`
  const list = failures.map((failure, index) => `${index + 1}) ${failure}`)
  return [`${message}\n\nAlso failures occurred:`, ...list].join('\n\n')
}

/** How the test ends with what its teardown did; the messages are Robot's. `test.message` is what is said so far. */
export function afterTeardown(test: RunningTest, before: TestEnd, after: Outcome<unknown>): TestEnd {
  if ('value' in after) return saying(before, test.message)
  const end = endedBy(after.error)
  const earlier = before.status === 'passed' ? '' : messageOfEnd(before)
  if (end.status === 'passed') return saying(before, end.message)
  if (end.status === 'skipped')
    return { status: 'skipped', message: earlier === '' ? end.message : skippedLate(end.message, earlier) }
  const message = teardownMessage(end.failure.message, earlier)
  if (before.status === 'skipped') return { status: 'skipped', message }
  const first = before.status === 'failed' ? before.failure : end.failure
  return { status: 'failed', failure: first.restated(message, end.failure.fatal || first.fatal) }
}

/** The same end with another message. */
export function saying(end: TestEnd, message: string): TestEnd {
  if (end.status === 'failed') return { status: 'failed', failure: end.failure.say(message) }
  return { status: end.status, message }
}

function skippedLate(message: string, earlier: string): string {
  return `Skipped in teardown:\n${message}\n\nEarlier message:\n${earlier}`
}

function teardownMessage(message: string, earlier: string): string {
  return earlier === '' ? `Teardown failed:\n${message}` : `${earlier}\n\nAlso teardown failed:\n${message}`
}
