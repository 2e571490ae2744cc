import type { Cell, FileTree, Step } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'

/** An import that a step makes while the suite runs. */
export interface StepImport {
  readonly kind: 'library' | 'resource' | 'variables'
  /** Its arguments, as far as they stand in the row. */
  readonly cells: readonly Cell[]
}

const KINDS: Readonly<Record<string, StepImport['kind'] | undefined>> = {
  importlibrary: 'library',
  importresource: 'resource',
  importvariables: 'variables',
}

/** What `Import Library` and the like anywhere in a file import: the keywords and names are known from the start. */
export function importsInSteps(tree: FileTree): StepImport[] {
  const found: StepImport[] = []
  const visitCells = (cells: readonly Cell[]) => {
    for (const [index, cell] of cells.entries()) {
      const kind = KINDS[normalizeName(cell.text).replace(/^builtin\./, '')]
      if (kind !== undefined && index + 1 < cells.length) found.push({ kind, cells: cells.slice(index + 1) })
    }
  }
  const visit = (steps: readonly Step[]) => {
    for (const step of steps) {
      if (step.kind === 'call') visitCells([step.keyword, ...step.args])
      if ('body' in step) visit(step.body)
      if ('branches' in step) for (const branch of step.branches) visit(branch.body)
    }
  }
  for (const owner of [...tree.tests, ...tree.keywords]) visit(owner.body)
  for (const { settings } of [...tree.tests, ...tree.keywords, tree])
    for (const { values } of settings) visitCells(values)
  return found
}
