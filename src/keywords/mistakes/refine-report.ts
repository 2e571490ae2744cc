import { argumentHints } from './argument-hints.ts'
import { assignmentForms } from './assignment-form.ts'
import { blockWords } from './block-words.ts'
import { stepsNotIndented } from './not-indented.ts'
import type { RefinedFile, Refinement } from './refinement.ts'
import { wrongSections } from './wrong-section.ts'

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
