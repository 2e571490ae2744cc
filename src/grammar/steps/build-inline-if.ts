import type { RowScope, StepPlace } from '../build/row-scope.ts'
import { headOf } from '../build/row-scope.ts'
import { checkAssignment } from '../cells/check-variable.ts'
import { withoutMark } from '../cells/find-variable.ts'
import { withFaults } from '../faults/faulty.ts'
import { inlineIfFaults } from '../faults/if-faults.ts'
import { assignmentFaults } from '../faults/statement-faults.ts'
import { classifyRow } from '../rows/classify-row.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import { normalizeSpace } from '../rows/whitespace.ts'
import type { Cell, IfBranch, IfStep, Step } from '../tree.ts'
import { checkCondition, checkElse } from './build-if.ts'

/** Builds `${x} =    IF    condition    Keyword    argument    ELSE    Other`. */
export function buildInlineIf(cells: readonly Cell[], place: StepPlace): IfStep {
  const { scope } = place
  const at = cells.findIndex((cell) => cell.text === 'IF')
  const written = cells.slice(0, at)
  checkAssignment(scope, written)
  const assign = written.map((cell) => ({ ...cell, text: withoutMark(cell.text) }))
  const inner = { ...place, top: false, inFinally: false }
  const branches = splitBranches(cells.slice(at)).map((branch) => buildBranch(branch, inner))
  checkElse(branches, scope)
  const keyword = cells[at] ?? headOf(cells)
  for (const branch of branches) checkBranch(branch, { keyword, assigns: assign.length > 0, scope })
  const step: IfStep = { kind: 'if', keyword, inline: true, assign, branches }
  return withFaults(step, [...inlineIfFaults(branches, assign.length > 0), ...assignmentFaults(written)])
}

/** The cells of a branch: `IF    condition`, `ELSE IF    condition` or `ELSE`, and its steps. */
interface BranchCells {
  readonly kind: IfBranch['kind']
  readonly keyword: Cell
  readonly condition?: Cell | undefined
  readonly steps: (readonly Cell[])[]
}

/**
 * Cuts the row where Robot Framework does: at ELSE IF and ELSE, and past the cell that follows an IF, wherever that
 * IF stands.
 */
function splitBranches(cells: readonly Cell[]): BranchCells[] {
  const branches: BranchCells[] = []
  let current: Cell[] = []
  const close = () => {
    if (current.length > 0) branches[branches.length - 1]?.steps.push(current)
    current = []
  }
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as Cell
    const kind = branchKind(cell, at)
    if (kind !== undefined) {
      close()
      const condition = kind === 'else' ? undefined : cells[++at]
      branches.push({ kind, keyword: cell, condition, steps: [] })
    } else {
      current.push(cell)
      if (cell.text !== 'IF') continue
      current.push(...cells.slice(++at, at + 1))
      close()
    }
  }
  close()
  return branches
}

function branchKind(cell: Cell, at: number): IfBranch['kind'] | undefined {
  if (at === 0) return 'if'
  if (cell.text === 'ELSE') return 'else'
  return normalizeSpace(cell.text) === 'ELSE IF' ? 'else if' : undefined
}

function buildBranch({ kind, keyword, condition, steps }: BranchCells, place: StepPlace): IfBranch {
  if (kind !== 'else') checkCondition(keyword, condition ? [condition] : [], place.scope)
  const body = steps.map((cells) => buildInlineStep(cells, place))
  return { kind, keyword, ...(condition && { condition }), body }
}

function buildInlineStep(cells: readonly Cell[], place: StepPlace): Step {
  const first = headOf(cells)
  const kind = classifyRow(cells)
  const isPlain = INLINE_KINDS.has(kind) ? kind : KINDS.call
  if (kind !== KINDS.inlineIf && kind !== KINDS.if && kind !== KINDS.group)
    return place.builder.plain(isPlain, cells, place) ?? { kind: 'error', values: cells }
  place.scope.report(first, {
    code: 'nested-inline-if',
    message: `${first.text} cannot stand in an IF of one row.`,
    hint: 'Write the outer IF on rows of its own, with END.',
  })
  return { kind: 'error', values: cells }
}

function checkBranch(branch: IfBranch, row: { keyword: Cell; assigns: boolean; scope: RowScope }): void {
  const { keyword, assigns, scope } = row
  const [first] = branch.body
  if (first === undefined)
    scope.report(keyword, {
      code: 'empty-block',
      message: `${branch.keyword.text} has no step after it in this row.`,
      hint: 'Write the keyword after the condition, with two or more spaces between.',
    })
  else if (assigns && first.kind !== 'call' && first.kind !== 'error')
    scope.report(keyword, {
      code: 'invalid-inline-if',
      message: 'An IF of one row whose result is assigned can hold only keyword calls.',
    })
  if (first?.kind === 'call' && first.assign.length > 0)
    scope.report(keyword, {
      code: 'invalid-inline-if',
      message: 'A branch of an IF of one row cannot assign.',
      hint: `Put the variable before IF: \${x} =    IF    condition    Keyword`,
    })
}

const INLINE_KINDS: ReadonlySet<string> = new Set([KINDS.var, KINDS.return, KINDS.break, KINDS.continue])
