import { runBody } from '../interpreter/body.ts'
import { type Collected, collect, endOf } from '../interpreter/collected-failures.ts'
import { EarlyEndSignal } from '../interpreter/completion.ts'
import type { StepFailure, StepPlace } from '../interpreter/failure.ts'
import type { Frame, Node, StepEnd } from '../interpreter/frame.ts'

/** One round of a loop: `stop` when the loop must end, with what ends the body around it, if anything. */
export interface Round {
  readonly stop: boolean
  readonly end?: StepEnd
  /** Failures before a `BREAK` or `CONTINUE`, after which the steps had gone on. */
  readonly failures?: readonly StepFailure[] | undefined
}

const ON: Round = { stop: false }
const STOP: Round = { stop: true }

/** Starts the next round; undefined when there is none. What it throws itself ends the loop. */
export type NextRound = (frame: Frame) => Promise<Round> | undefined

/** Runs rounds until one stops the loop; goes on after failures where steps do, and throws them at the end. */
export async function runRounds(next: NextRound, outer: Frame): Promise<StepEnd> {
  const frame: Frame = outer.inLoop === true ? outer : { ...outer, inLoop: true }
  let collected: Collected
  for (;;) {
    const pending = start(next, frame, collected)
    if (pending === undefined) return endOf(undefined, collected)
    let round: Round
    try {
      round = await pending
    } catch (error) {
      collected = collect(error, collected, frame)
      continue
    }
    if (round.failures !== undefined) collected = [...(collected ?? []), ...round.failures]
    if (round.stop) return endOf(round.end, collected)
  }
}

function start(next: NextRound, frame: Frame, collected: Collected): Promise<Round> | undefined {
  try {
    return next(frame)
  } catch (error) {
    endOf(undefined, collect(error, collected, frame))
    throw error
  }
}

/** Runs a loop's body once, shown under a title where steps are shown. */
export async function runRound(
  body: readonly Node[],
  frame: Frame,
  show: { title: () => string; place: StepPlace },
): Promise<Round> {
  const { listener } = frame.run
  const end = listener.showsSteps
    ? await listener.step(show.title(), show.place, () => endOfRound(body, frame))
    : await endOfRound(body, frame)
  if (end === undefined) return ON
  if (end.failures !== undefined && end.kind !== 'return')
    return { stop: end.kind === 'break', failures: end.failures }
  if (end.kind === 'continue') return ON
  return end.kind === 'break' ? STOP : { stop: true, end }
}

async function endOfRound(body: readonly Node[], frame: Frame): Promise<StepEnd> {
  try {
    return await runBody(body, frame)
  } catch (error) {
    if (error instanceof EarlyEndSignal && (error.end.kind === 'break' || error.end.kind === 'continue'))
      return error.end
    throw error
  }
}
