import type { RowScope, StepPlace } from '../build/row-scope.ts'
import { headOf } from '../build/row-scope.ts'
import type { BranchedShape, BranchShape } from '../build/shape.ts'
import { checkChoice } from '../cells/check-choice.ts'
import { wholeVariable } from '../cells/find-variable.ts'
import { splitOptions } from '../cells/row-options.ts'
import { withFaults } from '../faults/faulty.ts'
import { tryFaults } from '../faults/try-faults.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import type { Cell, TryBranch, TryStep } from '../tree.ts'
import { buildBody, checkEnd } from './build-body.ts'
import { checkNoArguments } from './build-statement.ts'
import { checkTryOrder } from './check-try.ts'

/** Builds a TRY with its branches. */
export function buildTry(shape: BranchedShape, place: StepPlace): TryStep {
  const branches = shape.branches.map((branch) => buildBranch(branch, place))
  const keyword = place.scope.head(shape.branches[0]?.head ?? 0)
  checkTryOrder(keyword, branches, place.scope)
  checkEnd(keyword, shape.end, place)
  const headers = shape.branches.map(({ head }) => place.scope.cells(head))
  const end = shape.end === null ? undefined : place.scope.cells(shape.end)
  const step: TryStep = { kind: 'try', keyword, branches }
  return withFaults(step, tryFaults(branches, headers, end))
}

function buildBranch({ head, body: shapes }: BranchShape, place: StepPlace): TryBranch {
  const cells = place.scope.cells(head)
  const keyword = headOf(cells)
  const kind = BRANCHES[place.scope.kind(head)] ?? 'try'
  const header = kind === 'except' ? exceptHeader(cells, place.scope) : { patterns: [] }
  if (kind !== 'except') checkNoArguments(cells, place.scope)
  const body = buildBody(keyword, shapes, { ...place, inFinally: kind === 'finally' })
  return { kind, keyword, ...header, body }
}

type ExceptHeader = Pick<TryBranch, 'patterns' | 'patternType' | 'as'>

function exceptHeader(cells: readonly Cell[], scope: RowScope): ExceptHeader {
  const marker = cells.findIndex((cell, index) => index > 0 && cell.text === 'AS')
  const end = marker < 0 ? cells.length : marker
  const { values: patterns, options } = splitOptions(cells.slice(1, end), ['type'])
  const as = marker < 0 ? undefined : cells[marker + 1]
  if (marker >= 0) checkAs(cells.slice(marker), scope)
  if (options.type) checkChoice(scope, { option: 'type', value: options.type, choices: PATTERN_TYPES })
  return { patterns, ...(options.type && { patternType: options.type }), ...(as && { as }) }
}

function checkAs([marker, name, ...more]: readonly Cell[], scope: RowScope): void {
  const variable = name && wholeVariable(name.text)
  const isPlain = variable?.sigil === '$' && variable.items.length === 0
  if (marker === undefined || (isPlain && more.length === 0)) return
  scope.report(name ?? marker, {
    code: 'invalid-except-as',
    message: `EXCEPT expects one variable such as \${error} after AS, but got ${spell(name, more)}.`,
  })
}

function spell(name: Cell | undefined, more: readonly Cell[]): string {
  if (name === undefined) return 'nothing'
  return more.length > 0 ? `${more.length + 1} cells` : `"${name.text}"`
}

const PATTERN_TYPES = ['GLOB', 'REGEXP', 'START', 'LITERAL']

const BRANCHES: Readonly<Record<string, TryBranch['kind']>> = {
  [KINDS.except]: 'except',
  [KINDS.else]: 'else',
  [KINDS.finally]: 'finally',
}
