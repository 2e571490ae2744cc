import type { RuntimeImports } from '../catalogue/keyword-context.ts'
import type { RunningTest } from '../catalogue/running.ts'
import type { Scopes } from '../variables/scope.ts'
import type { Completion } from './completion.ts'
import type { RunState } from './run-state.ts'

/** Looks keywords up by name while a suite runs, for calls whose name is known only then. */
export interface DynamicCalls {
  /** A call by name with values as arguments; throws a SuiteError if there is no such keyword. */
  bindValues(name: string, values: readonly unknown[], scopes?: Scopes): Node
  /** Imports into the suite; undefined outside of suites. */
  readonly imports?: RuntimeImports
}

/** What a step runs in. */
export interface Frame {
  readonly scopes: Scopes
  readonly run: RunState
  /** Aborts when the test or keyword must stop. */
  readonly signal: AbortSignal
  /** What teardowns hear instead, within a block that stops its steps before the test must stop. */
  readonly teardownSignal?: AbortSignal | undefined
  /** The place of the board that keywords speak to, among those of the suite; undefined for the device in use. */
  readonly board?: number | undefined
  readonly calls: DynamicCalls
  /** How many user keywords are around this step. */
  readonly nesting: number
  /** The test that runs; undefined in a suite's setup and teardown. */
  readonly test?: RunningTest | undefined
  /** Set if steps go on after a failure: only those of this body (`here`), or also those of keywords it calls. */
  readonly goesOn?: 'here' | 'everywhere' | undefined
  /** True in a loop's body, with no user keyword between. */
  readonly inLoop?: boolean
  /** True in the rows of a template: all of them run, whatever fails or is skipped. */
  readonly templated?: boolean
}

/** How a step ended: undefined if the next one follows. */
export type StepEnd = Completion | undefined

/** A bound step. */
export interface Node {
  /** The value of the keyword is kept in `result` where there is one. */
  exec(frame: Frame, result?: { value?: unknown }): StepEnd | Promise<StepEnd>
}
