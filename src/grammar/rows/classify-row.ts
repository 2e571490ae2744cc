import { isAssignTarget } from '../cells/find-variable.ts'
import type { Cell } from '../tree.ts'
import { ROW_KINDS as KINDS, type RowKind } from './row-kind.ts'
import { normalizeSpace } from './whitespace.ts'

/** Says what a row in a test or keyword is. `cells` has lost its indentation. */
export function classifyRow(cells: readonly Cell[]): RowKind {
  const first = cells[0]?.text ?? ''
  const code = first.charCodeAt(0)
  if (code === OPEN_BRACKET && first.endsWith(']')) return KINDS.bodySetting
  if (code === DOLLAR || code === AT || code === AMPERSAND)
    return isInlineIf(cells) ? KINDS.inlineIf : KINDS.call
  if (first.length > LONGEST_WORD || first.length < SHORTEST_WORD) return KINDS.call
  if (first === 'IF') return cells.length > 2 ? KINDS.inlineIf : KINDS.if
  return WORDS.get(first) ?? (normalizeSpace(first) === 'ELSE IF' ? KINDS.elseIf : KINDS.call)
}

/** True when the row begins `${x} =    IF    condition`, with any number of variables. */
function isInlineIf(cells: readonly Cell[]): boolean {
  if (cells.length <= 2 || !cells.some((cell) => cell.text === 'IF')) return false
  for (const cell of cells) {
    if (cell.text === 'IF') return true
    if (!isAssignTarget(cell.text)) return false
  }
  return false
}

/** First cells that are not keywords; case matters. */
const WORDS: ReadonlyMap<string, RowKind> = new Map([
  ['FOR', KINDS.for],
  ['WHILE', KINDS.while],
  ['GROUP', KINDS.group],
  ['RETRY', KINDS.retry],
  ['PARALLEL', KINDS.parallel],
  ['ELSE IF', KINDS.elseIf],
  ['ELSE', KINDS.else],
  ['TRY', KINDS.try],
  ['EXCEPT', KINDS.except],
  ['FINALLY', KINDS.finally],
  ['END', KINDS.end],
  ['VAR', KINDS.var],
  ['RETURN', KINDS.return],
  ['BREAK', KINDS.break],
  ['CONTINUE', KINDS.continue],
])

const SHORTEST_WORD = 2
const LONGEST_WORD = 8
const DOLLAR = 0x24
const AMPERSAND = 0x26
const AT = 0x40
const OPEN_BRACKET = 0x5b
