import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { ExpressionTree } from '../../grammar/expression-tree.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { evaluate } from '../expression/evaluate.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { isTruthy } from '../value/value.ts'
import { compileCell } from './compile-cell.ts'
import { lookUp, variableName } from './look-up.ts'
import type { Scopes } from './scope.ts'

/** A condition that is ready to be asked, and what is wrong with it; columns count from 1 in the text. */
export interface Condition {
  readonly diagnostics: readonly Diagnostic[]
  isTrue(scopes: Scopes): boolean
}

/** Reads a condition. */
export function compileCondition(text: string): Condition {
  const { tree, diagnostics } = parseExpression(text)
  return { diagnostics, isTrue: (scopes) => isTruthy(run(text, tree, scopes)) }
}

/** Evaluates an expression as it is written in a cell; throws a SuiteError in Robot's words. */
export function evaluateText(text: string, scopes: Scopes): unknown {
  const { tree, diagnostics } = parseExpression(text)
  const [first] = diagnostics
  if (first === undefined) return run(text, tree, scopes)
  const hint = first.hint
  throw failed(text, first.message, hint === undefined ? {} : { hint })
}

function run(text: string, tree: ExpressionTree | undefined, scopes: Scopes): unknown {
  if (tree === undefined) throw failed(text, 'it cannot be read.')
  try {
    return evaluate(tree, { variable: (source) => variable(source, scopes) })
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    throw failed(text, `${error.type}: ${error.message}`, { cause: error })
  }
}

function failed(text: string, reason: string, details: { hint?: string; cause?: unknown } = {}): SuiteError {
  return new SuiteError('expression', `Evaluating expression '${text}' failed: ${reason}`, details)
}

function variable(source: string, scopes: Scopes): unknown {
  if (/^[$@&%]\{/.test(source)) return compileCell(source).get(scopes)
  return lookUp(variableName(source), scopes, source.startsWith('$') ? source : `$${source}`)
}
