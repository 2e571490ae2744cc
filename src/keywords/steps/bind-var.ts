import type { VarStep } from '../../grammar/tree.ts'
import { failing } from '../calls/failing-call.ts'
import type { KnownVariables } from '../checking/known-variables.ts'
import { typeOfVariable, typeProblem } from '../conversion/named-type.ts'
import type { Node } from '../interpreter/frame.ts'
import { VarNode } from '../nodes/var-node.ts'
import { readTarget } from '../variables/target.ts'
import { valuesOfVariable } from '../variables/variable-value.ts'
import type { StepCells } from './step-cells.ts'

/** Binds `VAR`; a variable that it gives to more than its test is known to all of them. */
export function bindVar(step: VarStep, cells: StepCells, shared: KnownVariables): Node {
  const { name, values, separator } = step
  const target = readTarget(name.text)
  if (target === undefined) return failing(`Invalid variable name '${name.text}'.`)
  cells.check(values)
  const scope = cells.option(step.scope)
  cells.add(target.name)
  if (scope !== undefined && !/^local$/i.test(step.scope?.text ?? '')) shared.add(target.name)
  const problem =
    target.type === undefined ? undefined : typeProblem(typeOfVariable(target.sigil, target.type))
  if (problem !== undefined) return failing(`Invalid variable '${name.text}': ${problem}`)
  const texts = values.map((cell) => cell.text)
  const value = valuesOfVariable({ ...target, cells: texts, separator: separator?.text })
  const title = ['VAR', name.text, ...texts].join('    ')
  return new VarNode({ ...cells.step(step.keyword, title), target, scope, value })
}
