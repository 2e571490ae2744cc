import type { FullResult, TestCase } from '@playwright/test/reporter'
import { type Attempt, createAttempt, devicesOf } from './attempt.ts'
import { type Failure, madeFailure } from './failure.ts'
import { isFlaky, statusOf, type TestStatus } from './test-status.ts'
import { titlesInFile } from './unique-name.ts'

/** One test and everything it did. */
export interface RunTest {
  /** Its titles joined by ` › `, and `(2)` after the second of one name: unique in its suite. */
  readonly name: string
  readonly title: string
  /** The titles of the groups around it, and its own. */
  readonly titlePath: readonly string[]
  readonly line: number
  /** As Playwright has them: `@smoke`. */
  readonly tags: readonly string[]
  readonly status: TestStatus
  /** It failed and then passed on a retry. */
  readonly flaky: boolean
  /** Why it was skipped or did not run, or why its failing counts as passed. */
  readonly reason: string | undefined
  readonly devices: readonly string[]
  /** Milliseconds, all attempts together. */
  readonly duration: number
  readonly attempts: readonly Attempt[]
  /** Of a failed test: the error of its last attempt that failed. */
  readonly failure: Failure | undefined
}

/** What a test's entry needs to know of its run. */
export interface TestContext {
  readonly root: string
  readonly result: FullResult
  /** Why the tests without a result have none. */
  readonly reason: string
}

/** Builds a test's entry; the caller has made the name unique. */
export function createRunTest(test: TestCase, name: string, context: TestContext): RunTest {
  const attempts = test.results.map((result) => createAttempt(result, context.root))
  const status = statusOf(test, context.result.status)
  return {
    name,
    title: test.title,
    titlePath: titlesInFile(test),
    line: test.location.line,
    tags: [...new Set(test.tags)],
    status,
    flaky: isFlaky(test),
    reason: reasonOf(test, status, context),
    devices: [...new Set([...devicesOf(test.annotations), ...attempts.flatMap(({ devices }) => devices)])],
    duration: attempts.reduce((sum, { duration }) => sum + duration, 0),
    attempts,
    failure: status === 'failed' ? failureOf(test, attempts) : undefined,
  }
}

function reasonOf(test: TestCase, status: TestStatus, context: TestContext): string | undefined {
  if (status === 'passed') return test.expectedStatus === 'failed' ? 'failed, as expected' : undefined
  if (status === 'failed') return undefined
  const marks = [...(test.results.at(-1)?.annotations ?? []), ...test.annotations]
  const mark = marks.find(({ type, description }) => /^(skip|fixme)$/.test(type) && description)
  if (mark !== undefined) return mark.description
  if (test.results.at(-1)?.status === 'interrupted') return context.reason.replace('did not run', 'cut off')
  return test.expectedStatus === 'skipped' ? undefined : context.reason
}

function failureOf(test: TestCase, attempts: readonly Attempt[]): Failure {
  const failed = attempts.findLast(({ errors }) => errors.length > 0)?.errors[0]
  if (failed !== undefined) return failed
  return test.expectedStatus === 'failed'
    ? madeFailure('Error', 'expected to fail, but passed')
    : madeFailure('Error', `the test ended as ${attempts.at(-1)?.status ?? 'unknown'} without an error`)
}
