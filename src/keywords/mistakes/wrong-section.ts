import { normalizeName } from '../catalogue/catalogue.ts'
import type { RefinedFile, Refinement } from './refinement.ts'

/** A call of a test: it was meant as a keyword, but stands in the section of tests. */
export function* wrongSections({ file }: RefinedFile): Iterable<Refinement> {
  const { tree, report, text } = file
  // With a library that is not there the keyword may be one of its own, and the test named after it.
  if (tree.tests.length === 0 || report.diagnostics.some(({ code }) => code === 'unknown-library')) return
  const lines = text.split(/\r\n|\r|\n/)
  const tests = new Map(tree.tests.map(({ name }) => [normalizeName(name.text), name]))
  for (const one of [...report.diagnostics]) {
    if (one.code !== 'unknown-keyword' && one.code !== 'two-spaces-missing') continue
    const name = /"(.*)"/.exec(one.message)?.[1] ?? ''
    const test = tests.get(normalizeName(name))
    if (test === undefined || !(lines[one.line - 1] ?? '').includes(name)) continue
    const caller = tree.tests.findLast((owner) => owner.name.line <= one.line)
    if (caller?.name === test && tree.keywords.length === 0) continue
    const { line, column } = one
    const place = { line, column, endColumn: column + name.length }
    const message = `"${test.text}" is a test, in line ${test.line}; only keywords can be called.`
    const hint = 'Move it below *** Keywords ***, if it is meant as a keyword.'
    const diagnostic = { code: 'wrong-section', severity: 'error', ...place, message, hint } as const
    yield { diagnostic, covers: (other) => other === one }
  }
}
