import type { Run, RunSuite } from '../run-model.ts'
import type { Failure } from './failure.ts'
import type { RunTest } from './test-entry.ts'

/** The name of the suite that stands for what failed beside the tests. */
const OUTSIDE = 'Outside Of Tests'

/**
 * The suites of a run, and after them one of failed entries for what went wrong beside the tests: formats that
 * know only suites and tests must not show such a run as green.
 */
export function suitesWithErrors(run: Run): readonly RunSuite[] {
  if (run.errors.length === 0) return run.suites
  const tests = run.errors.map(outsideTest)
  const count = tests.length
  const stats = { tests: count, ran: count, skipped: 0, passed: 0, failed: count }
  const { dateTime } = run
  return [...run.suites, { name: OUTSIDE, file: OUTSIDE, project: '', dateTime, duration: 0, stats, tests }]
}

function outsideTest(failure: Failure, index: number): RunTest {
  const where = failure.location === undefined ? '' : `${failure.location.file}: `
  const title = `Error ${index + 1}: ${where}${failure.message.split('\n', 1)[0]}`
  return {
    name: title,
    title,
    titlePath: [title],
    line: failure.location?.line ?? 0,
    tags: [],
    status: 'failed',
    flaky: false,
    reason: undefined,
    devices: [],
    duration: 0,
    attempts: [],
    failure,
  }
}
