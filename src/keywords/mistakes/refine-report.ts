import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { KeywordScope } from '../binding/keyword-scope.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { argumentHints } from './argument-hints.ts'
import { assignmentForms } from './assignment-form.ts'
import { blockWords } from './block-words.ts'
import { stepsNotIndented } from './not-indented.ts'
import { wrongSections } from './wrong-section.ts'

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

const RULES: readonly ((refined: RefinedFile) => Iterable<Refinement>)[] = [
  ...[stepsNotIndented, assignmentForms, blockWords, wrongSections, argumentHints],
]

/** Puts one problem that says what was meant in the place of several that follow from one slip. */
export function refineReport(refined: RefinedFile): void {
  const { diagnostics } = refined.file.report
  for (const rule of RULES)
    for (const { diagnostic, covers } of rule(refined)) {
      const kept = diagnostics.filter((other) => !covers(other))
      diagnostics.splice(0, diagnostics.length, ...kept, diagnostic)
    }
}
