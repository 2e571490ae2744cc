import { diagnosticAt } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell, Step, Test, UserKeyword } from '../../grammar/tree.ts'
import type { RefinedFile, Refinement } from './refinement.ts'

/** A step at the start of a line begins a test of its own, whose name is that of a keyword. */
export function* stepsNotIndented({ file, scope }: RefinedFile): Iterable<Refinement> {
  const owners: readonly (readonly (Test | UserKeyword)[])[] = [file.tree.tests, file.tree.keywords]
  for (const list of owners)
    for (const [index, owner] of list.entries()) {
      const { name, body } = owner
      if (name.text === '' || scope.libraryKeyword(name.text) === undefined) continue
      const beside = cellsBeside(name, body)
      const first = beside[0]
      if (first === undefined && (body.length > 0 || owner.settings.length > 0)) continue
      if (first !== undefined && scope.find(first.text) !== undefined) continue
      yield notIndented(name, index > 0)
    }
}

/** What stands on the line of a name. */
function cellsBeside(name: Cell, [first]: readonly Step[]): readonly Cell[] {
  if (first?.kind !== 'call') return []
  return [...first.assign, first.keyword].filter(({ line }) => line === name.line)
}

function notIndented(name: Cell, canFix: boolean): Refinement {
  const { line, column } = name
  const fix = canFix ? { edits: [{ line, column, endColumn: column, text: '    ' }] } : undefined
  const finding = {
    code: 'not-indented',
    message: `"${name.text}" is a keyword, but at the start of a line it is the name of a test or keyword.`,
    hint: `Indent the step by two or more spaces:\n       ${name.text}`,
    fix,
  }
  return { diagnostic: diagnosticAt(name, finding), covers: (other) => other.line === line }
}
