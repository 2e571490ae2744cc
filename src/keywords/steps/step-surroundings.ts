import type { Cell } from '../../grammar/tree.ts'
import type { Report } from '../binding/report.ts'
import type { CallBinder } from '../calls/bind-call.ts'
import type { KnownVariables } from '../checking/known-variables.ts'

/** What the steps of one test or keyword are bound in. */
export interface StepSurroundings {
  readonly file: string
  readonly calls: CallBinder
  readonly report: Report
  readonly known: KnownVariables
  /** Names that any step of the suite can give to all tests. */
  readonly shared: KnownVariables
  /** The keyword that template rows are arguments of. */
  readonly template: Cell | undefined
}
