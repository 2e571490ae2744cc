import { replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell, Setting, UserKeyword } from '../../grammar/tree.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'

/** Spellings that Robot Framework gives up; each has one that says the same. */
export function deprecatedSyntax({ file }: LintedFile, add: AddRemark): void {
  const { tree } = file
  for (const { name, cell, values, alias } of tree.settings) {
    if (name === 'Test Tags' && /^force tags$/i.test(cell.text)) rename(cell, 'Test Tags', add)
    if (name !== 'Library' || alias === undefined) continue
    const marker = aliasMarker(file.text, values.at(-1) ?? cell, alias)
    if (marker !== undefined) rename(marker, 'AS', add)
  }
  for (const keyword of tree.keywords)
    for (const setting of keyword.settings) if (setting.name === 'Return') returned(setting, keyword, add)
}

function rename(cell: Cell, by: string, add: AddRemark): void {
  const remark = warning('deprecated-syntax', `"${cell.text}" is deprecated.`, `Write ${by}.`)
  add(cell, { ...remark, fix: replaceCell(cell, by) })
}

/** The `WITH NAME` before an alias, if it is written on the alias's line. */
function aliasMarker(text: string, before: Cell, alias: Cell): Cell | undefined {
  const line = text.split(/\r\n|\r|\n/)[alias.line - 1] ?? ''
  const start = before.line === alias.line ? before.column + before.text.length - 1 : 0
  const at = line.slice(0, alias.column - 1).lastIndexOf('WITH NAME')
  return at < start ? undefined : { text: 'WITH NAME', line: alias.line, column: at + 1 }
}

/** `[Return]` says the same as RETURN if it is the last row, and no teardown runs before it is read. */
function returned({ cell }: Setting, { settings, body }: UserKeyword, add: AddRemark): void {
  const last = JSON.stringify(body.at(-1) ?? null).matchAll(/"line":(\d+)/g)
  const isLast = Math.max(0, ...[...last].map((match) => Number(match[1]))) < cell.line
  const plain = isLast && !settings.some(({ name }) => name === 'Teardown') && body.length > 0
  const hint = plain ? 'Write RETURN.' : 'Write RETURN    value as the last step.'
  const remark = warning('deprecated-syntax', `"${cell.text}" is deprecated.`, hint)
  add(cell, plain ? { ...remark, fix: replaceCell(cell, 'RETURN') } : remark)
}
