import type { Attempt } from '../model/attempt.ts'
import type { Failure } from '../model/failure.ts'
import type { RunTest } from '../model/test-entry.ts'

/** The failure that a test case's own element shows: as in Maven's reports, the one of the first attempt. */
export function mainFailure(test: RunTest): Failure | undefined {
  if (test.status !== 'failed') return undefined
  return failedAttempts(test)[0]?.errors[0] ?? test.failure
}

/** The attempts that went wrong, in their order; of a test that is expected to fail none. */
export function failedAttempts({ status, flaky, attempts }: RunTest): readonly Attempt[] {
  if (status !== 'failed' && !flaky) return []
  return attempts.filter(({ errors }) => errors.length > 0)
}

/** JUnit tells failures of what was tested from errors: the lab's fault, or something beside the tests. */
export function isError(test: RunTest): boolean {
  const failure = mainFailure(test)
  return failure !== undefined && (isLabFailure(failure) || test.attempts.length === 0)
}

/** Whether the bench or Hilwright is to blame, not the device. */
export function isLabFailure({ type }: Failure): boolean {
  return type === 'LabError'
}

/** Whether a test failed in JUnit's narrower sense. */
export function isFailure(test: RunTest): boolean {
  return test.status === 'failed' && !isError(test)
}
