import { EarlyEndSignal } from './completion.ts'
import type { StepPlace } from './failure.ts'
import { type Frame, type Node, runBody, type StepEnd } from './frame.ts'

/** One round of a loop: `stop` when the loop must end, with what ends the body around it, if anything. */
export interface Round {
  readonly stop: boolean
  readonly end?: StepEnd
}

const ON: Round = { stop: false }
const STOP: Round = { stop: true }

/** Runs a loop's body once, shown under a title where steps are shown. */
export async function runRound(
  body: readonly Node[],
  frame: Frame,
  show: { title: () => string; place: StepPlace },
): Promise<Round> {
  const { listener } = frame.run
  const end = listener.showsSteps
    ? await listener.step(show.title(), show.place, () => endOf(body, frame))
    : await endOf(body, frame)
  if (end === undefined || end.kind === 'continue') return ON
  return end.kind === 'break' ? STOP : { stop: true, end }
}

async function endOf(body: readonly Node[], frame: Frame): Promise<StepEnd> {
  try {
    return await runBody(body, frame)
  } catch (error) {
    if (error instanceof EarlyEndSignal && (error.end.kind === 'break' || error.end.kind === 'continue'))
      return error.end
    throw error
  }
}
