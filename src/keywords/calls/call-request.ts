import type { Cell } from '../../grammar/tree.ts'
import type { ArgumentCell } from '../arguments/argument-cell.ts'
import type { Report } from '../binding/report.ts'
import type { KnownVariables } from '../checking/known-variables.ts'
import type { StepDescription } from '../interpreter/step.ts'
import type { AssignTarget } from '../variables/assignment.ts'

/** A call to bind: the name, the arguments, and what for. */
export interface CallRequest {
  readonly name: Cell
  readonly args: readonly ArgumentCell[]
  readonly targets: readonly AssignTarget[]
  readonly title: string
  /** Tells variables from other bare names in a sentence; without it every name may be one. */
  readonly known?: KnownVariables | undefined
}

/** The file that a call stands in, and who hears of its mistakes. */
export interface CallSite {
  readonly file: string
  readonly report: Report
}

/** The step that a call makes. */
export function stepOf({ title, name }: Pick<CallRequest, 'title' | 'name'>, file: string): StepDescription {
  return { title, place: { file, line: name.line, column: name.column, keyword: name.text } }
}
