import { EarlyEndSignal } from './completion.ts'
import { StepFailure } from './failure.ts'
import type { Frame, Node } from './frame.ts'
import { asFailure } from './step.ts'

/** What stands around the body of a user keyword. */
export interface AroundSteps {
  readonly setup: Node | undefined
  readonly teardown: Node | undefined
  /** The frame of the teardown: its signal is not the body's, whose time may be over. */
  readonly teardownFrame: Frame
}

/** What ran: its value, or why it ended. */
export type Outcome<T> = { readonly value: T } | { readonly error: StepFailure | EarlyEndSignal }

/** Runs setup and body, and then the teardown whatever happened; throws the first failure, naming both. */
export async function withTeardown<T>(around: AroundSteps, frame: Frame, body: () => Promise<T>): Promise<T> {
  const outcome = await settle(async () => {
    if (around.setup !== undefined) await passing(around.setup, frame)
    return body()
  }, frame)
  const { teardown, teardownFrame } = around
  if (teardown === undefined) return unwrap(outcome)
  tellOutcome(outcome, teardownFrame)
  const after = await settle(() => passing(teardown, teardownFrame), teardownFrame)
  if ('value' in after) return unwrap(outcome)
  const { error } = after
  const isSkip = error instanceof EarlyEndSignal && error.end.kind === 'skip'
  if (isSkip) throw 'value' in outcome ? error : outcome.error
  throw combine('error' in outcome ? outcome.error : undefined, asFailure(error, teardownFrame))
}

/** Runs work and keeps what it threw. */
export async function settle<T>(work: () => Promise<T>, frame: Frame): Promise<Outcome<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error: error instanceof EarlyEndSignal ? error : asFailure(error, frame) }
  }
}

/** `Pass Execution` ends a keyword's setup or teardown, and nothing else. */
async function passing(node: Node, frame: Frame): Promise<void> {
  try {
    await node.exec(frame)
  } catch (error) {
    if (!(error instanceof EarlyEndSignal) || error.end.kind !== 'pass') throw error
  }
}

function unwrap<T>(outcome: Outcome<T>): T {
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

/** `${KEYWORD STATUS}` and `${KEYWORD MESSAGE}` for the teardown. */
function tellOutcome(outcome: Outcome<unknown>, { scopes }: Frame): void {
  const failure = 'error' in outcome && outcome.error instanceof StepFailure ? outcome.error : undefined
  scopes.set('keywordstatus', failure === undefined ? 'PASS' : 'FAIL', 'local')
  scopes.set('keywordmessage', failure?.message ?? '', 'local')
}

/** A failed teardown never hides why the body failed: both are told, in Robot's words. */
function combine(first: StepFailure | EarlyEndSignal | undefined, teardown: StepFailure): StepFailure {
  const body = first instanceof StepFailure ? first : undefined
  const message =
    body === undefined
      ? `Keyword teardown failed:\n${teardown.message}`
      : `${body.message}\n\nAlso keyword teardown failed:\n${teardown.message}`
  return (body ?? teardown).restated(message, teardown.fatal || (body?.fatal ?? false))
}
