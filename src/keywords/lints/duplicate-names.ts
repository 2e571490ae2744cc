import { parseAssignTarget } from '../../grammar/parse-cell.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'
import { foldName } from './variable-use.ts'

/** Variables that stand twice, or that hide one that is always there; keywords that hide one of a library. */
export function duplicateNames({ file, sources }: LintedFile, add: AddRemark): void {
  const { tree } = file
  const seen = new Map<string, number>()
  for (const { name } of tree.variables) {
    const target = parseAssignTarget(name.text)
    if (target === undefined) continue
    const folded = foldName(target.name)
    const first = seen.get(folded)
    if (first !== undefined) {
      const message = `The variable ${name.text} has a value in line ${first} already, which stays; this one is not used.`
      add(name, warning('duplicate-variable', message, 'Remove one of the rows.'))
    } else if (BUILT_IN.has(folded)) {
      const message = `${name.text} has a value everywhere; this row hides it.`
      add(name, warning('shadowed-variable', message, 'Give the variable another name.'))
    }
    seen.set(folded, first ?? name.line)
  }
  for (const { name } of tree.keywords) {
    const hidden = name.text.includes('${') ? undefined : sources.scope.libraryKeyword(name.text)
    if (hidden === undefined) continue
    const full = `${hidden.library}.${hidden.name}`
    const message = `The keyword "${name.text}" hides ${full}.`
    add(name, warning('shadowed-keyword', message, `Give it another name; ${full} calls the hidden one.`))
  }
}

const BUILT_IN = new Set(
  ['empty', 'space', 'true', 'false', 'none', 'null', 'curdir', 'execdir', 'tempdir'].concat([
    'testname',
    'suitename',
    'suitesource',
    'outputdir',
    'loglevel',
    'testtags',
  ]),
)
