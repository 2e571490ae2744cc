import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { ExpressionTree } from '../../grammar/expression-tree.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { type BareName, bareNames } from '../expression/bare-names.ts'
import { evaluate } from '../expression/evaluate.ts'
import { explain } from '../expression/explain.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { lookUp, variableName } from './look-up.ts'
import type { Scopes } from './scope.ts'
import type { Source } from './source.ts'

/** An expression that is ready to be evaluated, and what is wrong with it; columns count from 1 in the text. */
export interface Expression {
  readonly diagnostics: readonly Diagnostic[]
  /** Its value; throws a SuiteError in Robot's words. */
  value(scopes: Scopes): unknown
  /** Why it is not true: the part that decided, and the values of its variables. */
  explain(scopes: Scopes): string
  /** The names without any sign that it reads, where they stand; those of functions are among them. */
  readonly names: readonly BareName[]
}

/** Reads an expression; `compile` turns the variables in it, such as `${x}[0]`, into sources. */
export function compileExpression(text: string, compile: (variable: string) => Source): Expression {
  const { tree, diagnostics } = parseExpression(text)
  const sources = new Map<string, Source>()
  const variable = (source: string, scopes: Scopes): unknown => {
    let known = sources.get(source)
    if (known === undefined) {
      known = /^[$@&%]\{/.test(source) ? compile(source) : bareSource(source)
      sources.set(source, known)
    }
    return known.get(scopes)
  }
  const value = (scopes: Scopes) => run(text, tree, (source) => variable(source, scopes))
  if (tree !== undefined) {
    const scope = (scopes: Scopes) => ({ variable: (source: string) => variable(source, scopes) })
    const why = (scopes: Scopes) => explain(tree, text, scope(scopes)).message
    return { diagnostics, value, explain: why, names: bareNames(tree) }
  }
  const [first] = diagnostics
  return { diagnostics, value: () => refuse(text, first), explain: () => text, names: [] }
}

/** `$x` and `x`. */
function bareSource(source: string): Source {
  const name = variableName(source)
  const shown = source.startsWith('$') ? source : `$${source}`
  return { get: (scopes) => lookUp(name, scopes, shown) }
}

function run(text: string, tree: ExpressionTree | undefined, variable: (source: string) => unknown): unknown {
  if (tree === undefined) return refuse(text, undefined)
  try {
    return evaluate(tree, { variable })
  } catch (cause) {
    if (!(cause instanceof EvaluationError)) throw cause
    throw failed(text, `${cause.type}: ${cause.message}`, { cause })
  }
}

function refuse(text: string, diagnostic: Diagnostic | undefined): never {
  const hint = diagnostic?.hint
  throw failed(text, diagnostic?.message ?? 'it cannot be read.', hint === undefined ? {} : { hint })
}

function failed(text: string, reason: string, details: { hint?: string; cause?: unknown }): SuiteError {
  return new SuiteError('expression', `Evaluating expression '${text}' failed: ${reason}`, details)
}
