import type { RowScope, StepPlace } from '../build/row-scope.ts'
import { headOf } from '../build/row-scope.ts'
import type { BranchedShape, BranchShape } from '../build/shape.ts'
import { withFaults } from '../faults/faulty.ts'
import { ifFaults } from '../faults/if-faults.ts'
import { ROW_KINDS as KINDS } from '../rows/row-kind.ts'
import type { Cell, IfBranch, IfStep } from '../tree.ts'
import { buildBody, checkEnd } from './build-body.ts'
import { checkNoArguments } from './build-statement.ts'

/** Builds an IF with its branches. */
export function buildIf(shape: BranchedShape, place: StepPlace): IfStep {
  const inner = { ...place, inFinally: false }
  const branches = shape.branches.map((branch) => buildBranch(branch, inner))
  const keyword = place.scope.head(shape.branches[0]?.head ?? 0)
  checkElse(branches, place.scope)
  checkEnd(keyword, shape.end, place)
  const headers = shape.branches.map(({ head }) => place.scope.cells(head))
  const end = shape.end === null ? undefined : place.scope.cells(shape.end)
  const step: IfStep = { kind: 'if', keyword, inline: false, assign: [], branches }
  return withFaults(step, ifFaults(branches, headers, end))
}

/** Reports an IF or ELSE IF without a condition, or with more than one. */
export function checkCondition(keyword: Cell, conditions: readonly Cell[], scope: RowScope): void {
  if (conditions.length === 1) return
  const missing = conditions.length === 0
  scope.report(keyword, {
    code: missing ? 'missing-condition' : 'too-many-conditions',
    message: missing
      ? `${keyword.text} has no condition.`
      : `${keyword.text} takes one condition, but got ${conditions.length}.`,
    hint: missing
      ? `Write ${keyword.text}    condition, with two or more spaces between.`
      : 'Two spaces begin a new cell: leave one space between the words of a condition.',
  })
}

/** Reports branches after ELSE, at the IF they belong to. */
export function checkElse(branches: readonly IfBranch[], scope: RowScope): void {
  const first = branches.findIndex((branch) => branch.kind === 'else')
  const late = first < 0 ? undefined : branches[first + 1]
  const keyword = branches[0]?.keyword
  if (late === undefined || keyword === undefined) return
  const what = late.kind === 'else' ? 'has a second ELSE' : 'has an ELSE IF after its ELSE'
  scope.report(keyword, {
    code: 'branch-after-else',
    message: `This IF ${what}, in line ${late.keyword.line}.`,
    hint: 'ELSE comes last, and once.',
  })
}

function buildBranch({ head, body: shapes }: BranchShape, place: StepPlace): IfBranch {
  const cells = place.scope.cells(head)
  const keyword = headOf(cells)
  const kind = BRANCHES[place.scope.kind(head)] ?? 'if'
  if (kind === 'else') checkNoArguments(cells, place.scope)
  else checkCondition(keyword, cells.slice(1), place.scope)
  const condition = kind === 'else' ? undefined : cells[1]
  return { kind, keyword, ...(condition && { condition }), body: buildBody(keyword, shapes, place) }
}

const BRANCHES: Readonly<Record<string, IfBranch['kind']>> = {
  [KINDS.elseIf]: 'else if',
  [KINDS.else]: 'else',
}
