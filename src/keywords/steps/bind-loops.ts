import type { Cell, ForStep, WhileStep } from '../../grammar/tree.ts'
import { dictOfItems } from '../nodes/for-dict.ts'
import { ForNode } from '../nodes/for-node.ts'
import type { ForFlavor } from '../nodes/for-rounds.ts'
import { WhileNode } from '../nodes/while-node.ts'
import { compileCell } from '../variables/compile-cell.ts'
import type { BindBody } from './bind-body.ts'
import type { StepCells } from './step-cells.ts'

/** Binds `FOR`. */
export function bindFor(step: ForStep, cells: StepCells, bindBody: BindBody): ForNode {
  const { keyword, variables, flavor, values } = step
  cells.check(values)
  const targets = cells.targets(variables)
  return new ForNode({
    ...cells.step(keyword, titleOf('FOR', [...variables, ...(flavor ? [flavor] : []), ...values])),
    flavor: (flavor?.text.toUpperCase() ?? 'IN') as ForFlavor,
    targets,
    values: values.map((cell) => compileCell(cell.text)),
    dict: dictOfItems(values.map((cell) => cell.text)),
    start: cells.option(step.start),
    mode: cells.option(step.mode),
    fill: cells.option(step.fill),
    body: bindBody(step.body),
  })
}

/** Binds `WHILE`. */
export function bindWhile(step: WhileStep, cells: StepCells, bindBody: BindBody): WhileNode {
  const { keyword, condition } = step
  return new WhileNode({
    ...cells.step(keyword, titleOf('WHILE', condition ? [condition] : [])),
    condition: condition === undefined ? undefined : cells.condition(condition),
    limit: cells.option(step.limit),
    onLimit: cells.option(step.onLimit),
    onLimitMessage: cells.option(step.onLimitMessage),
    body: bindBody(step.body),
  })
}

function titleOf(word: string, cells: readonly Cell[]): string {
  return [word, ...cells.map((cell) => cell.text)].join('    ')
}
