import { StepFailure } from '../../keywords/interpreter/failure.ts'
import type { TestEnd } from '../../keywords/test-run/test-end.ts'
import type { TestProgram } from '../../keywords/test-run/test-program.ts'
import { formatDuration } from '../../runtime/units.ts'

/** What a test that is tried again for a time is run with. */
export interface Rounds {
  /** Runs the test once, with its setup and teardown. */
  run(): Promise<TestEnd>
  /** Shows a round as a step; what the round throws, the step shows and throws. */
  step<T>(title: string, body: () => Promise<T>): Promise<T>
  /** Tells the reports something about the test. */
  annotate(type: string, description: string): void
}

/** Runs a test, and, if it has `[Retry]    2 min`, again and again until it passes or the time is over. */
export async function runRetried({ retry }: Pick<TestProgram, 'retry'>, rounds: Rounds): Promise<TestEnd> {
  if (retry === undefined || 'count' in retry) return rounds.run()
  const end = performance.now() + retry.time
  for (let round = 1; ; round++) {
    const ended = await runRound(round, rounds)
    if (ended.status !== 'failed') {
      if (round > 1) rounds.annotate('flaky', `passed in round ${round}, after ${round - 1} that failed`)
      return ended
    }
    const { failure } = ended
    if (failure.fatal) return ended
    if (performance.now() >= end) return givenUp(failure, round, retry.time)
    rounds.annotate('retry', `round ${round} failed: ${failure.message}`)
  }
}

async function runRound(round: number, rounds: Rounds): Promise<TestEnd> {
  try {
    return await rounds.step(`round ${round}`, async () => {
      const end = await rounds.run()
      if (end.status === 'failed') throw end.failure
      return end
    })
  } catch (error) {
    if (error instanceof StepFailure) return { status: 'failed', failure: error }
    throw error
  }
}

function givenUp(failure: StepFailure, round: number, time: number): TestEnd {
  const message = `${failure.message}\n\nThe test was tried for ${formatDuration(time)}: ${failedRounds(round)}.`
  return { status: 'failed', failure: failure.say(message) }
}

function failedRounds(count: number): string {
  return `${count} round${count === 1 ? '' : 's'} failed`
}
