import type { ExpressionTree } from '../../grammar/expression-tree.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { compileExpression } from './compile.ts'
import { createFrame, type ExpressionLimits, type ExpressionScope, type Run } from './frame.ts'

const compiled = new WeakMap<ExpressionTree, Run>()

/**
 * The value of an expression. Throws {@link EvaluationError} with Python's type and message; what the scope throws
 * passes through. A tree is compiled once, however often it is evaluated.
 */
export function evaluate(tree: ExpressionTree, scope: ExpressionScope, limits?: ExpressionLimits): unknown {
  let run = compiled.get(tree)
  if (run === undefined) {
    run = compileExpression(tree)
    compiled.set(tree, run)
  }
  try {
    return run(createFrame(scope, limits))
  } catch (error) {
    throw error instanceof RangeError ? tooMuch(error) : error
  }
}

/** The engine's own limits: the stack, or the length of a text or list. */
function tooMuch(cause: RangeError): EvaluationError {
  const error = new EvaluationError('LimitError', 'the values are too large or nest too deeply')
  error.cause = cause
  return error
}
