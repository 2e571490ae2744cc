import type { FullConfig, FullResult, Suite, TestError } from '@playwright/test/reporter'
import { plainText } from './plain-text.ts'

/** What of a run tells why some of its tests did not run. */
interface EndOfRun {
  readonly config: FullConfig
  readonly suite: Suite
  readonly result: FullResult
  readonly errors: readonly TestError[]
}

/** Says why the tests without a result have none. */
export function didNotRunReason({ config, suite, result, errors }: EndOfRun): string {
  if (result.status === 'interrupted') return 'did not run: the run was interrupted'
  if (result.status === 'timedout') return 'did not run: the run reached its global timeout'
  const failures = suite.allTests().filter((test) => !test.ok()).length
  if (config.maxFailures > 0 && failures >= config.maxFailures)
    return `did not run: the run stopped after ${failures} ${failures === 1 ? 'failure' : 'failures'}`
  return errors.length > 0 ? 'did not run: an error outside of the tests stopped the run' : 'did not run'
}

/** Playwright reports a stop by `-x` or `maxFailures` as an error too; the failures that led to it are the news. */
export function isFailFastNotice(error: TestError): boolean {
  return (
    error.location === undefined && /^Testing stopped early after \d+/.test(plainText(error.message ?? ''))
  )
}
