import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import type { ReadFile } from '../imports/read-file.ts'
import type { KeywordScope } from '../naming/keyword-scope.ts'

/** A bound file whose report is to say what was meant. */
export interface RefinedFile {
  readonly file: ReadFile
  readonly scope: KeywordScope
  readonly calls: readonly BoundCall[]
  /** Those whose keyword is known only when they run. */
  readonly dynamic: readonly BoundCall[]
}

/** What takes the place of other problems. */
export interface Refinement {
  readonly diagnostic: Diagnostic
  /** True for problems that follow from this one. */
  covers(other: Diagnostic): boolean
}
