import { type Completion, EarlyEndSignal } from './completion.ts'
import { joinFailures, type StepFailure } from './failure.ts'
import type { Frame, StepEnd } from './frame.ts'
import { asFailure } from './step.ts'

/** Failures of a body that went on; undefined until there is one, so that bodies without cost nothing. */
export type Collected = readonly StepFailure[] | undefined

/** Adds what a step threw, if the steps after it may run; otherwise throws it together with what came before. */
export function collect(error: unknown, collected: Collected, frame: Frame): readonly StepFailure[] {
  if (error instanceof EarlyEndSignal) throw collected === undefined ? error : error.after(collected)
  const failure = asFailure(error, frame)
  // Keywords such as `Run Keyword If Test Passed` see what the teardown did before them.
  if (frame.test?.phase === 'teardown' && frame.test.status === 'passed') frame.test.status = 'failed'
  const all = collected === undefined ? failure.parts : [...collected, ...failure.parts]
  const goesOn = failure.continuable || frame.goesOn !== undefined
  // A keyword whose time was over ends what stands around it, but for templates and teardowns.
  const isOver = failure.timeout && frame.goesOn !== 'everywhere' && frame.templated !== true
  if (!failure.fatal && goesOn && !isOver) return all
  throw collected === undefined ? failure : joinFailures(all)
}

/** The end of a body: its failures are thrown, or go along with a `RETURN`, `BREAK` or `CONTINUE`. */
export function endOf(end: StepEnd, collected: Collected): StepEnd {
  if (collected === undefined) return end
  if (end === undefined) throw joinFailures(collected)
  return withEarlier(end, collected)
}

function withEarlier(end: Completion, collected: readonly StepFailure[]): Completion {
  return { ...end, failures: [...collected, ...(end.failures ?? [])] }
}
