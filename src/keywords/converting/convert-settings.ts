import type { Cell, FileTree, UserKeyword } from '../../grammar/tree.ts'
import { normalizeName } from '../catalogue/catalogue.ts'
import type { ConversionContext } from './conversion.ts'
import type { BodyEdits } from './convert-body.ts'

/** Converts the settings of a file: names that were given up, and imports of files that get another name. */
export function convertSettings(tree: FileTree, context: ConversionContext, out: BodyEdits): void {
  for (const { name, cell, values } of tree.settings) {
    if (name === 'Test Tags' && /^force tags$/i.test(cell.text)) rename(cell, 'Test Tags', out)
    if (name === 'Library') convertAlias(cell, out)
    const target = importedBy(name, values)
    const path = target && context.renamed(target.text)
    if (target !== undefined && path !== undefined) rename(target, path, out)
  }
}

/** The path in an import, or in a setup that imports. */
export function importedBy(name: string, [first, second]: readonly Cell[]): Cell | undefined {
  if (IMPORTS.has(name)) return first
  const isStep = /Setup$|Teardown$/.test(name) && first !== undefined
  return isStep && /^import(resource|variables|library)$/.test(normalizeName(first.text)) ? second : undefined
}

/** `[Return]` comes last, wherever it stands: as RETURN it has to stand there. */
export function convertReturn(keyword: UserKeyword, out: BodyEdits): void {
  const setting = keyword.settings.find(({ name }) => name === 'Return')
  const hasTeardown = keyword.settings.some(({ name }) => name === 'Teardown')
  if (setting === undefined || hasTeardown || setting.values.length === 0) return
  const [, ...values] = out.edits.cellsFrom(setting.cell)
  const last = out.edits.lastRowOf(keyword.name)
  const isLast = last.line === setting.cell.line && last.column === setting.cell.column
  if (!out.edits.replace(setting.cell, isLast ? [['RETURN', ...values]] : [])) return
  if (!isLast) out.edits.follow(last, [['RETURN', ...values]])
  out.changes.push({ line: setting.cell.line, what: `${setting.cell.text} → RETURN` })
}

function convertAlias(library: Cell, out: BodyEdits): void {
  const marker = out.edits.cellsOf(library).at(-2)
  if (marker?.text === 'WITH NAME') rename(marker, 'AS', out)
}

function rename(cell: Cell, text: string, { edits, changes }: BodyEdits): void {
  if (edits.rename(cell, text)) changes.push({ line: cell.line, what: `${cell.text} → ${text}` })
}

/** Settings whose value may be the path of a file. */
const IMPORTS: ReadonlySet<string> = new Set(['Resource', 'Variables', 'Library'])
