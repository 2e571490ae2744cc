import { withDeadline } from '../../runtime/deadline.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { RunningTest } from '../catalogue/running.ts'
import { runBody } from '../interpreter/body.ts'
import { StepFailure } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'
import { type Outcome, settle } from '../interpreter/teardown.ts'
import { goesOnByTags, timeoutFailure } from '../interpreter/user-keyword.ts'
import { hasTag, NO_TAGS, TagSelection } from '../selection/tag-selection.ts'
import type { Scopes } from '../variables/scope.ts'
import { startTest } from './start-test.ts'
import { TeardownTime } from './teardown-time.ts'
import { afterTeardown, endedBy, messageOfEnd, saying, type TestEnd } from './test-end.ts'
import type { TestProgram, TestRun } from './test-program.ts'

const RESERVED_ONLY = new TagSelection(NO_TAGS)

/** Runs a test: setup, body, and in every case the teardown. Never throws. */
export async function runTest(test: TestProgram, given: TestRun): Promise<TestEnd> {
  const { selection = RESERVED_ONLY } = given
  const skipped = selection.skipReason(test.tags)
  if (skipped !== undefined) return { status: 'skipped', message: skipped }
  const running = startTest(test, given)
  const end = await runThrough(test, running, given)
  if (end.status !== 'failed') return end
  const message = selection.skippedFailure(running.tags, end.failure.message)
  if (message !== undefined) return { status: 'skipped', message }
  if (hasTag(running.tags, 'robot:exit-on-failure')) given.run.suite.stopped ??= end.failure.message
  return end
}

/** Setup, body and teardown. */
async function runThrough(test: TestProgram, running: RunningTest, given: TestRun): Promise<TestEnd> {
  const time = timeoutOf(test, given)
  const what = test.task ? 'Task timeout' : 'Test timeout'
  using deadline = withDeadline(time instanceof Error ? given.timeout : time, given.signal, what)
  given.run.pauseTime = () => deadline.pause()
  const frame = testFrame(running, given, deadline.signal)
  if (test.body.length === 0) return emptyTest()
  const setup = await settle(async () => {
    if (time instanceof Error) throw time
    giveValues(test, given.scopes)
    return test.setup?.exec(frame)
  }, frame)
  const outcome = afterSetup(running, setup) ?? (await runSteps(test, running, frame))
  if (test.timeout === undefined && deadline.signal.aborted) adviseTime(outcome)
  keepOutcome(running, outcome, given.scopes)
  if (test.teardown === undefined) return saying(outcome, running.message)
  using later = new TeardownTime(given)
  const { teardown } = test
  const last = later.frame(frame)
  const after = await settle(async () => teardown.exec(last), last)
  return afterTeardown(running, outcome, after)
}

function giveValues({ values = [] }: TestProgram, scopes: Scopes): void {
  for (const { name, source } of values) scopes.set(name, source.get(scopes), 'local')
}

function emptyTest(): TestEnd {
  return { status: 'failed', failure: new StepFailure(new SuiteError('empty-test', 'Test cannot be empty.')) }
}

/** The time that a test has: its own, or the runner's; an error where its setting is no duration. */
function timeoutOf({ timeout, task }: TestProgram, { scopes, timeout: given }: TestRun): number | Error {
  if (timeout === undefined) return given
  try {
    const own = Number(timeout.get(scopes))
    return own === Number.POSITIVE_INFINITY ? given : own
  } catch (error) {
    return timeoutFailure(task ? 'task' : 'test', error)
  }
}

/** Who has set no time does not know whose it was. */
function adviseTime(ended: TestEnd): void {
  if (ended.status === 'failed' && ended.failure.timeout)
    ended.failure.advise('[Timeout] gives a test a time of its own, Test Timeout those of a suite.')
}

function testFrame(test: RunningTest, { scopes, run, calls }: TestRun, signal: AbortSignal): Frame {
  const goesOn = goesOnByTags(test.tags)?.goesOn
  return { scopes, run, calls, signal, nesting: 0, test, goesOn, inLoop: false }
}

/** How the test ends if its setup did not let it begin; a `Pass Execution` in it does. */
function afterSetup(test: RunningTest, setup: Outcome<unknown>): TestEnd | undefined {
  test.phase = 'body'
  if ('value' in setup) return undefined
  const ended = endedBy(setup.error)
  if (ended.status === 'failed') {
    ended.failure.say(`Setup failed:\n${ended.failure.message}`)
    return ended
  }
  if (ended.status === 'skipped') return ended
  test.message = ended.message
  return undefined
}

async function runSteps(test: TestProgram, running: RunningTest, frame: Frame): Promise<TestEnd> {
  const outcome = await settle(async () => {
    const end = await (test.templated ? runRows(test.body, frame) : runBody(test.body, frame))
    if (end?.kind === 'return')
      throw new SuiteError('not-in-keyword', 'RETURN can only be used inside a user keyword.')
  }, frame)
  if ('error' in outcome) return endedBy(outcome.error)
  return { status: 'passed', message: running.message }
}

/** Tells the teardown how the body ended. */
function keepOutcome(test: RunningTest, ended: TestEnd, scopes: Scopes): void {
  test.status = ended.status
  test.message = messageOfEnd(ended) || test.message
  test.timedOut = ended.status === 'failed' && ended.failure.timeout
  test.phase = 'teardown'
  scopes.set('teststatus', { passed: 'PASS', failed: 'FAIL', skipped: 'SKIP' }[ended.status], 'test')
  scopes.set('testmessage', test.message, 'test')
}

/** Runs every row of a templated test and throws all failures as one. */
function runRows(rows: readonly Node[], frame: Frame): Promise<StepEnd> {
  return runBody(rows, { ...frame, goesOn: frame.goesOn ?? 'here', templated: true })
}
