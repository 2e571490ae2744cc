import { parseAssignTarget } from '../../grammar/parse-cell.ts'
import type { IfStep, TryStep } from '../../grammar/tree.ts'
import { IfNode } from '../nodes/if-node.ts'
import { TryNode } from '../nodes/try-node.ts'
import { normalizeVariable } from '../variables/scope.ts'
import type { BindBody } from './bind-body.ts'
import type { StepCells } from './step-cells.ts'

/** Binds `IF` with its other branches. */
export function bindIf({ branches, assign }: IfStep, cells: StepCells, bindBody: BindBody): IfNode {
  const bound = branches.map(({ keyword, condition, body, kind }) => ({
    kind,
    step: cells.step(keyword, [kind.toUpperCase(), ...(condition ? [condition.text] : [])].join('    ')),
    condition: condition === undefined ? undefined : cells.condition(condition),
    body: bindBody(body),
  }))
  return new IfNode(bound, cells.targets(assign))
}

/** Binds `TRY` with its other branches. */
export function bindTry({ branches }: TryStep, cells: StepCells, bindBody: BindBody): TryNode {
  return new TryNode(branches.map((branch) => bindTryBranch(branch, cells, bindBody)))
}

function bindTryBranch(branch: TryStep['branches'][number], cells: StepCells, bindBody: BindBody) {
  const { kind, keyword, patterns, patternType, as, body } = branch
  const target = as === undefined ? undefined : parseAssignTarget(as.text)
  if (target !== undefined) cells.add(target.name)
  const title = [kind.toUpperCase(), ...patterns.map((cell) => cell.text)].join('    ')
  return {
    kind,
    step: cells.step(keyword, title),
    patterns: patterns.map((cell) => cells.source(cell)),
    patternType: cells.option(patternType),
    as: target === undefined ? undefined : normalizeVariable(target.name),
    body: bindBody(body),
  }
}
