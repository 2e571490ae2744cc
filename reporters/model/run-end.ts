import type { FullResult } from '@playwright/test/reporter'
import { type Failure, madeFailure } from './failure.ts'

const MESSAGES: Readonly<Record<FullResult['status'], string | undefined>> = {
  passed: undefined,
  failed:
    'the run failed, although none of its tests did (flaky tests may not be allowed, or a reporter failed)',
  timedout: 'the run reached its global timeout before its end',
  interrupted: 'interrupted: the run was stopped before its end',
}

/** The failure that a run's end is by itself, so that a run cut short between two tests is not shown as green. */
export function runEndFailure(status: FullResult['status']): Failure[] {
  const message = MESSAGES[status]
  return message === undefined ? [] : [madeFailure(status === 'interrupted' ? 'Interrupted' : 'Run', message)]
}
