import type { FullResult, TestCase } from '@playwright/test/reporter'

/** What became of a test, over all its attempts. */
export type TestStatus = 'passed' | 'failed' | 'skipped'

/**
 * Tells what became of a test. Playwright's own outcome calls an interrupted test skipped, and one that failed and
 * was skipped on its retry flaky; neither ever passed, so neither is shown as if nothing had happened. A test that
 * another one's failure cut off (`-x` with several workers) did not fail and counts as skipped.
 */
export function statusOf(test: TestCase, run: FullResult['status']): TestStatus {
  const outcome = test.outcome()
  if (outcome === 'expected') return 'passed'
  if (outcome === 'unexpected') return 'failed'
  if (outcome === 'flaky') return isFlaky(test) ? 'passed' : 'failed'
  const wasInterrupted = test.results.at(-1)?.status === 'interrupted'
  return wasInterrupted && run !== 'failed' && run !== 'passed' ? 'failed' : 'skipped'
}

/** Whether a test failed and then did what was expected of it on a retry. */
export function isFlaky(test: TestCase): boolean {
  const last = test.results.at(-1)?.status
  return test.outcome() === 'flaky' && last === test.expectedStatus && last !== 'skipped'
}
