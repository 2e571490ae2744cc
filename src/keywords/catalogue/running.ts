/** How a test or a suite's tests ended. */
export type EndStatus = 'passed' | 'failed' | 'skipped'

/** The test that runs, as its keywords see and change it. */
export interface RunningTest {
  readonly name: string
  doc: string
  tags: readonly string[]
  /** What the test says when it is over; a failure of the body replaces it. */
  message: string
  readonly metadata: Map<string, string>
  /** How setup and body ended; undefined until then. */
  status: EndStatus | undefined
  /** True once a timeout of the test or of a keyword in it was over. */
  timedOut: boolean
  phase: 'setup' | 'body' | 'teardown'
}

/** The suite that runs: what keywords may change about it, and how its tests ended so far. */
export interface RunningSuite {
  readonly name: string
  doc: string
  readonly metadata: Map<string, string>
  phase: 'setup' | 'tests' | 'teardown'
  /** Tags that its setup gives (`true`) to every test, or takes away (`false`). */
  readonly tagChanges: Map<string, boolean>
  passed: number
  failed: number
  /** Set by a fatal error: no further test may run. */
  stopped: string | undefined
  /** What libraries keep of the suite, in plain data: a worker that goes on with it has it too. */
  readonly kept: Map<string, unknown>
}

/** A suite whose tests have not run. */
export function createRunningSuite(name: string, doc = ''): RunningSuite {
  return {
    ...{ name, doc, metadata: new Map(), phase: 'tests', tagChanges: new Map() },
    ...{ passed: 0, failed: 0, stopped: undefined, kept: new Map() },
  }
}
