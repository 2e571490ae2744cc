import type { StepPlace } from '../interpreter/failure.ts'
import type { DynamicCalls, Node } from '../interpreter/frame.ts'
import type { RunState } from '../interpreter/run-state.ts'
import type { TagSelection } from '../selection/tag-selection.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Source } from '../variables/source.ts'

/** A variable that a row of examples gives to its test; the name is normalised. */
export interface ExampleValue {
  readonly name: string
  readonly source: Source
}

/** A test, bound and ready to run. */
export interface TestProgram {
  readonly name: string
  readonly place: StepPlace
  readonly doc: string
  readonly tags: readonly string[]
  readonly setup: Node | undefined
  readonly teardown: Node | undefined
  readonly timeout: Source | undefined
  /** True for one of a `*** Tasks ***` section. */
  readonly task?: boolean
  readonly body: readonly Node[]
  /** True if the rows are arguments of a template: then all rows run, also after a failure. */
  readonly templated: boolean
  /** Interfaces without which it is skipped. */
  readonly requires?: readonly string[]
  /** How often it is tried again after a failure, or for how long (in milliseconds). */
  readonly retry?: { readonly count: number } | { readonly time: number }
  /** What the row of examples that it was made for holds. */
  readonly values?: readonly ExampleValue[]
}

/** What a test is run with. */
export interface TestRun {
  readonly scopes: Scopes
  readonly run: RunState
  readonly calls: DynamicCalls
  /** Aborts when the run is interrupted or the runner's own time is over. */
  readonly signal: AbortSignal
  /** The time of a test that has none of its own, in milliseconds. */
  readonly timeout: number
  /** How long the teardown may take after that. */
  readonly teardownTimeout: number
  /** Decides by tags; only reserved ones count where it is left out. */
  readonly selection?: TagSelection
}
