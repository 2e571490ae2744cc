import type { BoundSuite } from '../../keywords/binding/bound-suite.ts'
import type { Problem } from '../../runtime/problem.ts'

/** The bench of a project, and the board that it selects. */
export interface BenchUse {
  readonly benchFile: string
  /** True if the configuration names the bench file; otherwise it is the default. */
  readonly named: boolean
  readonly board: string
}

/** What the configuration says of a run, before Playwright loads any test. */
export interface RunFacts {
  readonly root: string
  /** Suites below the test folder, and those that were named from outside. */
  readonly suites: readonly string[]
  /** What the projects use, each combination once. */
  readonly benches: readonly BenchUse[]
  /** What is wrong in the configuration itself. */
  readonly problems: readonly Problem[]
  /** Binds a suite; Playwright, which loads the same suite soon after, takes what was bound. */
  bind(file: string): BoundSuite
}

type BeforeRun = (facts: RunFacts) => void

/** The configuration is loaded by Playwright, in a module of its own: one place that both sides can reach. */
const KEY = Symbol.for('hilwright.before-run')

/** Asks to be called once the configuration is known; what it throws stops the run. */
export function onceBeforeRun(listener: BeforeRun): void {
  ;(globalThis as { [KEY]?: BeforeRun })[KEY] = listener
}

/** Tells the listener, if there is one, and forgets it. */
export function tellBeforeRun(facts: RunFacts): void {
  const shared = globalThis as { [KEY]?: BeforeRun }
  const listener = shared[KEY]
  delete shared[KEY]
  listener?.(facts)
}
