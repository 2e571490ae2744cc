import type { Diagnostic } from '../../grammar/diagnostic.ts'
import { type ExpressionTree, partsOf } from '../../grammar/expression-tree.ts'
import { didYouMean } from '../../runtime/neighbours.ts'
import { builtins } from '../functions/builtins.ts'
import { methodNames } from '../functions/methods.ts'
import { modules } from '../functions/modules.ts'
import { Pattern } from '../functions/pattern.ts'
import { refusalOf } from '../functions/refusals.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { OBJECT_METHODS } from '../value/object-value.ts'
import { parseQuantity } from '../value/quantity.ts'
import { checkComparison } from './check-comparison.ts'

/**
 * Finds what would fail whatever the variables hold: functions, methods and modules that expressions do not have,
 * units that nobody knows, patterns that are none. Columns count from 1 in the expression's source, line 1.
 */
export function checkExpression(tree: ExpressionTree): Diagnostic[] {
  const problem = problemOf(tree)
  const own = problem === undefined ? [] : [diagnostic(tree, problem)]
  const compared = tree.kind === 'compare' ? checkComparison(tree) : []
  return [...own, ...compared, ...partsOf(tree).flatMap(checkExpression)]
}

interface Problem {
  readonly code: string
  readonly message: string
  readonly hint?: string | undefined
}

function problemOf(tree: ExpressionTree): Problem | undefined {
  if (tree.kind === 'call') return callProblem(tree)
  if (tree.kind === 'attribute') return attributeProblem(tree)
  if (tree.kind === 'pattern') return patternProblem(tree)
  if (tree.kind !== 'quantity' || parseQuantity(tree.text) !== undefined) return undefined
  const hint = 'Known are ms, s, min, h; mV, V; mA, A; Hz, kHz, MHz; degC; B, kB, KiB, MiB; baud.'
  return { code: 'expression-unit', message: `"${tree.text}" has a unit that I do not know.`, hint }
}

function callProblem({ object, name }: ExpressionTree & { kind: 'call' }): Problem | undefined {
  if (object === null) return builtins.has(name) ? undefined : noFunction(name, [...builtins.keys()])
  const owner = object.kind === 'variable' && object.form === 'bare' ? object.source : undefined
  const module = owner === undefined ? undefined : modules.get(owner)
  if (module !== undefined)
    return module.functions.has(name)
      ? undefined
      : noFunction(`${owner}.${name}`, [...module.functions.keys()])
  if (methodNames().has(name) || OBJECT_METHODS.has(name)) return undefined
  if (owner !== undefined && refusalOf(owner) !== undefined) return noFunction(`${owner}.${name}`, [])
  const hint = refusalOf(`.${name}`) ?? didYouMean(name, [...methodNames()])
  return { code: 'expression-method', message: `There is no method "${name}" in expressions.`, hint }
}

function noFunction(name: string, known: readonly string[]): Problem {
  const hint = refusalOf(name) ?? didYouMean(name.slice(name.indexOf('.') + 1), known)
  return { code: 'expression-function', message: `"${name}" cannot be called in expressions.`, hint }
}

function attributeProblem({ object, name }: ExpressionTree & { kind: 'attribute' }): Problem | undefined {
  const module = object.kind === 'variable' && object.form === 'bare' ? modules.get(object.source) : undefined
  if (module !== undefined && !module.values.has(name)) return noFunction(`${module.name}.${name}`, [])
  if (!name.startsWith('__') || name === '__name__') return undefined
  return { code: 'expression-attribute', message: `"${name}" is out of reach.`, hint: refusalOf(name) }
}

function patternProblem({ source, flags }: ExpressionTree & { kind: 'pattern' }): Problem | undefined {
  try {
    Pattern.parse(source, flags)
    return undefined
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error
    return { code: 'expression-pattern', message: `/${source}/ is not a pattern: ${error.message}.` }
  }
}

function diagnostic(tree: ExpressionTree, { code, message, hint }: Problem): Diagnostic {
  const place = { line: 1, column: tree.start + 1, endColumn: tree.end + 1 }
  return { code, severity: 'error', ...place, message, ...(hint !== undefined && { hint }) }
}
