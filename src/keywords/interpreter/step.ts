import { type DeadlineError, isDeadline } from '../../runtime/deadline.ts'
import { EarlyEndSignal } from './completion.ts'
import { StepFailure, type StepPlace } from './failure.ts'
import type { Frame } from './frame.ts'
import { spokenDuration } from './spoken-duration.ts'

/** What is known of a step before it runs. */
export interface StepDescription {
  readonly title: string
  readonly place: StepPlace
}

/** Runs a step's work: shown by the listener, timed, written down, its failure marked with its place. */
export function runStep<T>(step: StepDescription, frame: Frame, work: () => T | Promise<T>): T | Promise<T> {
  return frame.run.listener.step(step.title, step.place, () => timed(step, frame, work))
}

function timed<T>(
  { title, place }: StepDescription,
  frame: Frame,
  work: () => T | Promise<T>,
): T | Promise<T> {
  const { run } = frame
  const start = performance.now()
  const depth = run.depth++
  const ended = (status: 'passed' | 'failed' | 'skipped', message?: string) => {
    run.depth = depth
    const duration = performance.now() - start
    run.listener.stepEnded(title, place, depth, {
      status,
      start,
      duration,
      ...(message === undefined ? {} : { message }),
    })
  }
  const fail = (error: unknown): never => {
    if (error instanceof EarlyEndSignal) {
      ended(error.end.kind === 'skip' ? 'skipped' : 'passed', error.message)
      throw error
    }
    const failure = asFailure(error, frame)
    ended('failed', failure.message)
    throw failure.passThrough(place)
  }
  try {
    const result = work()
    if (!(result instanceof Promise)) {
      ended('passed')
      return result
    }
    return result.then((value) => {
      ended('passed')
      return value
    }, fail)
  } catch (error) {
    return fail(error)
  }
}

/** An error as a failure; what comes after the frame's time is over must not go on collecting failures. */
export function asFailure(error: unknown, { signal }: Pick<Frame, 'signal'>): StepFailure {
  if (error instanceof StepFailure) return error
  if (!isDeadline(error)) return new StepFailure(error, signal.aborted)
  const failure = new StepFailure(timeoutError(error), signal.aborted)
  failure.timeout = true
  return failure
}

/** A timeout of a test or keyword in Robot's words; any other deadline in its own. */
function timeoutError(error: DeadlineError): Error {
  const { message } = error
  const [kind] = /^(?:Test|Task|Keyword) timeout(?= took)/.exec(message) ?? []
  const text =
    kind === undefined
      ? `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
      : `${kind} ${spokenDuration(error.milliseconds)} exceeded.`
  return new Error(text, { cause: error })
}
