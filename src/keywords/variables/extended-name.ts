import { parseExpression } from '../../grammar/parse-expression.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { evaluate } from '../expression/evaluate.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { normalizeVariable, type Scopes } from './scope.ts'

/** A name such as `SPACE * 5` or `text.upper()`: a variable, and what is done with it. */
export interface ExtendedName {
  /** Normalised. */
  readonly base: string
  readonly rest: string
}

/** Splits the name in `${name…}` as it is written; undefined if nothing is done with the variable. */
export function splitExtended(written: string): ExtendedName | undefined {
  const match = /^(.+?)([^\s\w].+)$/su.exec(written)
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  return { base: normalizeVariable(match[1]), rest: match[2] }
}

/** The value of such a name; undefined if there is no such variable. Throws a SuiteError in Robot's words. */
export function extendedValue(
  written: string,
  scopes: Scopes,
  shown: string,
): { readonly value: unknown } | undefined {
  const name = splitExtended(written)
  if (name === undefined) return undefined
  const holder = scopes.holderOf(name.base) ?? numberScope(name.base)
  if (holder === undefined) return undefined
  const { tree, diagnostics } = parseExpression(BASE + name.rest)
  const [first] = diagnostics
  if (tree === undefined || first !== undefined) throw failed(shown, first?.message ?? 'it cannot be read.')
  const base: unknown = holder.get(name.base)
  try {
    return { value: evaluate(tree, { variable: () => base }) }
  } catch (error) {
    if (error instanceof EvaluationError) throw failed(shown, `${error.type}: ${error.message}`)
    throw error
  }
}

/** `${40 + 2}` begins with a number. */
function numberScope(base: string): ReadonlyMap<string, unknown> | undefined {
  return /^\d+(?:\.\d+)?$/.test(base) ? new Map([[base, Number(base)]]) : undefined
}

/** What stands for the variable in the expression. */
const BASE = 'base_value'

function failed(shown: string, reason: string): SuiteError {
  return new SuiteError('unknown-variable', `Resolving variable '${shown}' failed: ${reason}`)
}
