import { EarlyEndSignal } from './completion.ts'
import { StepFailure } from './failure.ts'
import type { Frame, Node } from './frame.ts'
import { asFailure } from './step.ts'

/** What stands around a body. */
export interface AroundSteps {
  readonly setup: Node | undefined
  readonly teardown: Node | undefined
  /** The frame of the teardown: its signal is not the body's, whose time may be over. */
  readonly teardownFrame: Frame
}

/** Runs setup and body, and then the teardown whatever happened; throws the first failure, naming both. */
export async function withTeardown<T>(around: AroundSteps, frame: Frame, body: () => Promise<T>): Promise<T> {
  const outcome = await settle(async () => {
    if (around.setup !== undefined) await around.setup.exec(frame)
    return body()
  }, frame)
  if (around.teardown === undefined) return unwrap(outcome)
  const after = await settle(async () => around.teardown?.exec(around.teardownFrame), around.teardownFrame)
  if ('value' in after) return unwrap(outcome)
  if (after.error instanceof EarlyEndSignal) throw 'value' in outcome ? after.error : outcome.error
  throw combine('error' in outcome ? outcome.error : undefined, after.error)
}

type Outcome<T> = { readonly value: T } | { readonly error: StepFailure | EarlyEndSignal }

async function settle<T>(work: () => Promise<T>, frame: Frame): Promise<Outcome<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error: error instanceof EarlyEndSignal ? error : asFailure(error, frame) }
  }
}

function unwrap<T>(outcome: Outcome<T>): T {
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

/** A failed teardown never hides why the body failed: both are told, in Robot's words. */
function combine(first: StepFailure | EarlyEndSignal | undefined, teardown: StepFailure): StepFailure {
  const message =
    first instanceof StepFailure
      ? `${first.message}\n\nAlso teardown failed:\n${teardown.message}`
      : `Teardown failed:\n${teardown.message}`
  const cause = first instanceof StepFailure ? first.cause : teardown.cause
  const combined = new StepFailure(new Error(message, { cause }), teardown.fatal)
  const places = first instanceof StepFailure ? first.places : teardown.places
  for (const place of places) combined.passThrough(place)
  return combined
}
