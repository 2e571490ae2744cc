import { type ExpressionTree, partsOf } from '../../grammar/expression-tree.ts'
import { builtins } from '../functions/builtins.ts'
import { modules } from '../functions/modules.ts'

/** A variable that is written as its name alone; offsets in the expression's source. */
export interface BareName {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The variables of an expression that are written as names alone: not functions, modules and names of loops. */
export function bareNames(tree: ExpressionTree, bound: readonly string[] = []): BareName[] {
  if (tree.kind === 'variable') {
    const { form, source: name, start, end } = tree
    const isVariable = form === 'bare' && !bound.includes(name) && !builtins.has(name) && !modules.has(name)
    return isVariable ? [{ name, start, end }] : []
  }
  const inner = tree.kind === 'comprehension' ? tree.clauses.flatMap(({ names }) => names) : []
  return partsOf(tree).flatMap((part) => bareNames(part, [...bound, ...inner]))
}
