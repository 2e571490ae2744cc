import type { Scopes } from '../variables/scope.ts'
import type { Completion } from './completion.ts'
import type { RunState } from './run-state.ts'

/** Looks keywords up by name while a suite runs, for calls whose name is known only then. */
export interface DynamicCalls {
  /** A call by name with values as arguments; throws a SuiteError if there is no such keyword. */
  bindValues(name: string, values: readonly unknown[]): Node
  /** A call from cells as written. */
  bindTexts(texts: readonly string[]): Node
}

/** What a step runs in. */
export interface Frame {
  readonly scopes: Scopes
  readonly run: RunState
  /** Aborts when the test or keyword must stop. */
  readonly signal: AbortSignal
  readonly calls: DynamicCalls
  /** How many user keywords are around this step. */
  readonly nesting: number
}

/** How a step ended: undefined if the next one follows. */
export type StepEnd = Completion | undefined

/** A bound step. */
export interface Node {
  /** The value of the keyword is kept in `result` where there is one. */
  exec(frame: Frame, result?: { value?: unknown }): StepEnd | Promise<StepEnd>
}

/** Runs steps in order until one ends the body. */
export async function runBody(body: readonly Node[], frame: Frame): Promise<StepEnd> {
  for (const node of body) {
    const pending = node.exec(frame)
    const end = pending instanceof Promise ? await pending : pending
    if (end !== undefined) return end
    if (frame.run.turnIsOver()) await frame.run.giveTurn()
    if (frame.signal.aborted) throw frame.signal.reason
  }
  return undefined
}
