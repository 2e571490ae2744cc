import type { ExpressionTree } from '../../grammar/expression-tree.ts'
import { type ParsedExpression, parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { evaluate } from '../expression/evaluate.ts'
import { asDict } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { TextCache } from '../value/text-cache.ts'
import { failedWhile } from './failed-while.ts'
import { normalizeVariable } from './scope.ts'

/** A name such as `SPACE * 5` or `text.upper()`: a variable, and what is done with it. */
export interface ExtendedName {
  /** Normalised. */
  readonly base: string
  readonly rest: string
}

/** Splits the name in `${name…}` as it is written; undefined if nothing is done with the variable. */
export function splitExtended(written: string): ExtendedName | undefined {
  const split = splitWritten(written)
  return split === undefined ? undefined : { base: normalizeVariable(split.base), rest: split.rest }
}

/** The value of such a name; undefined if nothing is done with a variable. Throws a SuiteError in Robot's words. */
export function extendedValue(
  written: string,
  shown: string,
  lookUpBase: (base: string) => unknown,
): { readonly value: unknown } | undefined {
  const name = names.get(written)
  if (name === undefined) return undefined
  const base = baseValue(name.base, shown, lookUpBase)
  if (name.path !== undefined && asDict(base) !== undefined)
    return { value: name.path.reduce((value, key) => keyOfDict(value, key, shown), base) }
  const { tree, diagnostics } = name.expression
  const [first] = diagnostics
  if (tree === undefined || first !== undefined)
    throw failed(shown, `SyntaxError: ${first?.message ?? 'invalid syntax'}`)
  return { value: evaluated(tree, base, shown) }
}

interface ReadName {
  readonly base: string
  /** The keys of `${dict.key.key}`, where nothing else is done with the variable. */
  readonly path: readonly string[] | undefined
  readonly expression: ParsedExpression
}

const names = new TextCache((written): ReadName | undefined => {
  const split = splitWritten(written)
  if (split === undefined) return undefined
  const { base, rest } = split
  const path = /^(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u.test(rest) ? rest.slice(1).split('.') : undefined
  return { base, path, expression: parseExpression(BASE + rest) }
})

function splitWritten(written: string): { readonly base: string; readonly rest: string } | undefined {
  const match = /^(.+?)([^\s\p{L}\p{N}_].+)$/su.exec(written)
  return match?.[1] === undefined || match[2] === undefined ? undefined : { base: match[1], rest: match[2] }
}

function baseValue(base: string, shown: string, lookUpBase: (base: string) => unknown): unknown {
  try {
    return lookUpBase(base)
  } catch (error) {
    throw failedWhile(error, `Resolving variable '${shown}'`)
  }
}

function keyOfDict(value: unknown, key: string, shown: string): unknown {
  const dict = asDict(value)
  if (dict === undefined) return evaluated(attributeTree(key), value, shown)
  if (dict.has(key)) return dict.get(key)
  throw failed(shown, `AttributeError: ${key}`)
}

function attributeTree(key: string): ExpressionTree {
  const { tree } = parseExpression(`${BASE}.${key}`)
  if (tree === undefined) throw new Error(`${key} is no attribute`)
  return tree
}

function evaluated(tree: ExpressionTree, base: unknown, shown: string): unknown {
  try {
    return evaluate(tree, { variable: () => base })
  } catch (error) {
    if (error instanceof EvaluationError) throw failed(shown, `${error.type}: ${error.message}`)
    throw error
  }
}

/** What stands for the variable in the expression. */
const BASE = 'base_value'

function failed(shown: string, reason: string): SuiteError {
  return new SuiteError('unknown-variable', `Resolving variable '${shown}' failed: ${reason}`)
}
