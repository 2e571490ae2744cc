import { normalizeName } from '../catalogue/catalogue.ts'
import { type CallCells, type CallPlace, isBranchWord, isExpanded } from './call-cells.ts'
import { convertRunKeywordIf } from './convert-run-keyword-if.ts'
import { convertSetVariable } from './convert-set-variable.ts'

/** The rows that say the same as a call in today's words; undefined for one that stays. */
export function convertCall(call: CallCells, place: CallPlace): string[][] | undefined {
  const name = normalizeName(call.keyword.replace(/^builtin\./i, ''))
  if (place.isOwn(name)) return undefined
  const leaving = call.assign.length === 0 ? convertLeaving(name, call.args, place) : undefined
  if (leaving !== undefined) return [leaving]
  if (name === 'runkeywordif')
    return convertRunKeywordIf(call, ([keyword = '', ...args]) =>
      convertCall({ assign: [], keyword, args }, place),
    )
  return convertSetVariable(name, call)
}

/** The keywords that leave a loop or a keyword. */
function convertLeaving(name: string, args: readonly string[], place: CallPlace): string[] | undefined {
  const leaving = LEAVING.get(name)
  if (leaving === undefined || place.inFinally) return undefined
  const { word, conditional } = leaving
  if (word === 'RETURN' ? !place.inKeyword : !place.inLoop) return undefined
  const values = conditional ? args.slice(1) : args
  if (word !== 'RETURN' && values.length > 0) return undefined
  if (!conditional) return [word, ...values]
  const [condition] = args
  if (condition === undefined || isExpanded(condition) || values.some(isBranchWord)) return undefined
  return ['IF', condition, word, ...values]
}

const LEAVING: ReadonlyMap<string, { word: string; conditional: boolean }> = new Map([
  ['exitforloop', { word: 'BREAK', conditional: false }],
  ['exitforloopif', { word: 'BREAK', conditional: true }],
  ['continueforloop', { word: 'CONTINUE', conditional: false }],
  ['continueforloopif', { word: 'CONTINUE', conditional: true }],
  ['returnfromkeyword', { word: 'RETURN', conditional: false }],
  ['returnfromkeywordif', { word: 'RETURN', conditional: true }],
])
