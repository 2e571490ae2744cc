import type { ExpressionTree } from '../../grammar/expression-tree.ts'
import type { Run } from './frame.ts'

/** Compiles the parts of a tree; handed to the compilers of the single kinds. */
export interface Compiler {
  /** The names that comprehensions around the part bind, each at its place among the frame's locals. */
  readonly locals: readonly string[]
  /** The value; text of `${x}` is read as Robot would read it in an expression. */
  value(tree: ExpressionTree): Run
  /** The value as it is, for places where text is wanted or both readings are tried. */
  raw(tree: ExpressionTree): Run
  /** The same with more names bound. */
  within(names: readonly string[]): Compiler
}

/** True for `${x}`: Robot puts its text into the expression, and Python reads `5` there as a number. */
export function isBraced(tree: ExpressionTree): boolean {
  return tree.kind === 'variable' && tree.form === 'braced'
}

/** The name that stands alone, if the tree is one and no comprehension binds it. */
export function bareName(tree: ExpressionTree, locals: readonly string[]): string | undefined {
  return tree.kind === 'variable' && tree.form === 'bare' && !locals.includes(tree.source)
    ? tree.source
    : undefined
}
