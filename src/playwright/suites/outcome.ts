/** Whose fault the failures of the run in this process are; the command line makes its exit code from it. */
interface Outcome {
  testsRan: number
  labFailures: number
  otherFailures: number
}

/** Reporters are loaded on their own: one place that both they and the command line can reach. */
const KEY = Symbol.for('hilwright.outcome')

/** What the run in this process has come to. */
export function currentOutcome(): Readonly<Outcome> {
  return outcome()
}

export function noteTestRan(): void {
  outcome().testsRan++
}

export function noteLabFailure(): void {
  outcome().labFailures++
}

export function noteOtherFailure(): void {
  outcome().otherFailures++
}

function outcome(): Outcome {
  const shared = globalThis as { [KEY]?: Outcome }
  shared[KEY] ??= { testsRan: 0, labFailures: 0, otherFailures: 0 }
  return shared[KEY]
}
