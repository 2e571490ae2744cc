import { parseAssignTarget } from '../../grammar/parse-cell.ts'
import type { Cell, FileTree, Step } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'

const SETTERS = new Set([
  'settestvariable',
  'settaskvariable',
  'setsuitevariable',
  'setglobalvariable',
  'setlocalvariable',
])

/** `Set suite variable limit to 5`. */
const SENTENCE = /\bset (?:local|test|suite|global) variable (\S+) to /i

/** Names that `Set Test Variable` and the like anywhere in a file give a value to: other steps may rely on them. */
export function namesSetByKeywords(tree: FileTree): string[] {
  const names: string[] = []
  const visitCells = (cells: readonly Cell[]) => {
    cells.forEach((cell, index) => {
      const keyword = normalizeName(cell.text).replace(/^builtin\./, '')
      const name = SETTERS.has(keyword) ? nameIn(cells[index + 1]) : undefined
      if (name !== undefined) names.push(name)
      const written = SENTENCE.exec(cell.text)?.[1]
      if (written !== undefined) names.push(nameIn({ ...cell, text: written }) ?? written)
    })
  }
  const visit = (steps: readonly Step[]) => {
    for (const step of steps) {
      if (step.kind === 'call') visitCells([step.keyword, ...step.args])
      if (step.kind === 'var' && step.scope !== undefined && step.scope.text.toLowerCase() !== 'local') {
        const name = nameIn(step.name)
        if (name !== undefined) names.push(name)
      }
      if ('body' in step) visit(step.body)
      if ('branches' in step) for (const branch of step.branches) visit(branch.body)
    }
  }
  for (const owner of [...tree.tests, ...tree.keywords]) visit(owner.body)
  for (const { settings } of [...tree.tests, ...tree.keywords, tree])
    for (const { values } of settings) visitCells(values)
  return names
}

/** The name in `${x}`, `\${x}` or `$x`. */
function nameIn(cell: Cell | undefined): string | undefined {
  const text = cell?.text.replace(/^\\/, '').replace(/^([$@&])([^{].*)$/, '$1{$2}')
  return text === undefined ? undefined : parseAssignTarget(text)?.name
}
