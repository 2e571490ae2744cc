import { replaceCell } from '../../grammar/cells/cell-diagnostic.ts'
import type { Cell } from '../../grammar/tree.ts'
import type { ArgumentCell } from '../arguments/argument-cell.ts'
import type { BoundCall } from '../checking/device-needs.ts'
import { type AddRemark, type LintedFile, warning } from './lint.ts'

/** Arguments whose text is most likely not what was meant: quotes, and backslashes that vanish. */
export function textTraps({ calls }: LintedFile, add: AddRemark): void {
  for (const call of calls)
    for (const { cell } of call.args) {
      if (cell === undefined) continue
      checkPath(cell, add)
      if (takesPlainText(call)) checkQuotes(cell, add)
      if (takesPattern(call)) checkPattern(cell, call.args, add)
    }
}

/** `C:\temp\new` holds a tab and a line break. */
function checkPath(cell: Cell, add: AddRemark): void {
  const match = /^(?:\w+=)?[A-Za-z]:(?=\\[^\\])/.exec(cell.text)
  if (match === null || !/^(?:\\[\w .-]+)+\\?$/.test(cell.text.slice(match[0].length))) return
  const slashes = cell.text.replaceAll('\\', '/')
  const message = `In "${cell.text}" each backslash begins an escape: \\t is a tab, \\n a line break, others vanish.`
  const hint = `Write it with slashes, or with two backslashes:\n   ${slashes}`
  add(cell, { ...warning('path-escapes', message, hint), fix: replaceCell(cell, slashes) })
}

/** In a cell quotes are characters like others. */
function checkQuotes(cell: Cell, add: AddRemark): void {
  const [, name = '', text] = /^(\w+=)?(?:"([^"]+)"|'[^']+')$/.exec(cell.text) ?? []
  if (text === undefined) return
  const hint = `Text needs no quotes between cells:\n   ${name}${text}`
  add(cell, warning('quoted-argument', `The quotes are part of the text ${cell.text}.`, hint))
}

/** `\d` loses its backslash before the pattern is read. */
function checkPattern(cell: Cell, all: readonly ArgumentCell[], add: AddRemark): void {
  if (cell === all[0]?.cell || !/(?<!\\)\\[dwsDWSbB](?!\w)/.test(cell.text)) return
  const hint = `Write two backslashes:\n   ${cell.text.replace(/(?<!\\)\\(?=[dwsDWSbB](?!\w))/g, '\\\\')}`
  add(cell, warning('lost-backslash', `A single backslash vanishes from "${cell.text}".`, hint))
}

/** Keywords of the bench that wait for or send a text. */
function takesPlainText({ found }: BoundCall): boolean {
  return found?.kind === 'library' && found.keyword.interface === 'console'
}

function takesPattern({ found }: BoundCall): boolean {
  return found?.kind === 'library' && /Regexp/.test(found.keyword.name)
}
