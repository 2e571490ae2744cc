import { type CallCells, isBranchWord, isExpanded } from './call-cells.ts'

/**
 * `Run Keyword If` as an IF block; one whose result is assigned as an IF of one row. Undefined where that might not be
 * the same: where a list could hold a condition or a keyword, or where a keyword's name is a variable.
 */
export function convertRunKeywordIf(call: CallCells, convertInner: ConvertInner): string[][] | undefined {
  const branches = splitBranches(call.args)
  if (branches === undefined || !branches.every(isSafe)) return undefined
  if (call.assign.length > 0) return inOneRow(call.assign, branches)
  const rows = branches.flatMap(({ head, cells }) => [[...head], ...(convertInner(cells) ?? [cells])])
  return [...rows, ['END']]
}

/** Converts the keyword of a branch. */
type ConvertInner = (cells: readonly string[]) => string[][] | undefined

interface Branch {
  /** `IF    condition`, `ELSE IF    condition` or `ELSE`. */
  readonly head: readonly string[]
  /** A keyword and its arguments. */
  readonly cells: string[]
}

function splitBranches(args: readonly string[]): Branch[] | undefined {
  const branches: Branch[] = [{ head: ['IF', args[0] ?? ''], cells: [] }]
  for (let at = 1; at < args.length; at++) {
    const cell = args[at] ?? ''
    if (cell !== 'ELSE' && cell !== 'ELSE IF') branches.at(-1)?.cells.push(cell)
    else if (branches.at(-1)?.head[0] === 'ELSE') return undefined
    else branches.push({ head: cell === 'ELSE' ? [cell] : [cell, args[++at] ?? ''], cells: [] })
  }
  return branches
}

function isSafe({ head, cells: [keyword = ''] }: Branch): boolean {
  const condition = head[1]
  if (condition === '' || (condition !== undefined && isExpanded(condition))) return false
  return keyword !== '' && !VARIABLE.test(keyword) && !CONTROL.test(keyword) && !OTHER_FORM.test(keyword)
}

function inOneRow(assign: readonly string[], branches: readonly Branch[]): string[][] | undefined {
  const isSimple = assign.length === 1 && /^\$\{[\w ]+\} ?=?$/.test(assign[0] ?? '')
  if (!isSimple || branches.some(({ cells }) => cells.some(isBranchWord))) return undefined
  return [[...assign, ...branches.flatMap(({ head, cells }) => [...head, ...cells])]]
}

const VARIABLE = /[$@&%]\{/
/** Words that a row cannot begin with and be a call. */
const CONTROL =
  /^(FOR|WHILE|IF|ELSE|ELSE IF|END|TRY|EXCEPT|FINALLY|RETURN|BREAK|CONTINUE|VAR|GROUP|RETRY|PARALLEL)$/
/** What would be an assignment, a setting or a step for a device. */
const OTHER_FORM = /=|^\[|^\\|: /
