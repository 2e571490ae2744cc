import { basename, extname } from 'node:path'
import type { Cell } from '../../grammar/tree.ts'
import type { ReadFile } from '../imports/read-file.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'
import { foldName } from './variable-use.ts'

/** Resource files that a suite imports without using a keyword or variable of them. */
export function unusedResources({ file, sources }: LintedFile, add: AddRemark): void {
  const imports = file.tree.settings.filter(({ name, values }) => name === 'Resource' && values.length > 0)
  if (imports.length === 0 || sources.calls.some(({ found }) => found === undefined)) return
  const used = new Set(
    sources.calls.flatMap(({ found, file: from }) =>
      found?.kind === 'user' && found.program.file !== from ? [found.program.file] : [],
    ),
  )
  for (const { values } of imports) {
    const [cell] = values
    const resource = cell === undefined ? undefined : fileOf(cell, sources.files)
    if (cell === undefined || resource === undefined || used.has(resource.path)) continue
    if (gives(resource) || variablesUsed(resource, sources.files)) continue
    const hint = 'Remove the import; or keep it and say why: # hil: allow unused-resource — the reason'
    add(cell, warning('unused-resource', `Nothing of the resource file "${cell.text}" is used.`, hint))
  }
}

/** The file that an import led to, if its name leaves no doubt. */
function fileOf(cell: Cell, files: readonly ReadFile[]): ReadFile | undefined {
  const name = cell.text.split(/[/\\]|\$\{\/\}/).at(-1) ?? ''
  const found = files.filter(({ path }) => {
    const file = basename(path)
    return file === name || basename(file, extname(file)) === name
  })
  return found.length === 1 ? found[0] : undefined
}

/** True if an import brings more than keywords and variables of its own: further imports, or nothing that is known. */
function gives({ tree }: ReadFile): boolean {
  const imports = tree.settings.some(({ name }) => ['Library', 'Resource', 'Variables'].includes(name))
  return imports || (tree.keywords.length === 0 && tree.variables.length === 0)
}

function variablesUsed(resource: ReadFile, files: readonly ReadFile[]): boolean {
  if (resource.tree.variables.length === 0) return false
  const text = foldName(files.map((file) => (file === resource ? '' : file.text)).join('\n'))
  return resource.tree.variables.some(({ name }) => text.includes(foldName(name.text.slice(2, -1))))
}
