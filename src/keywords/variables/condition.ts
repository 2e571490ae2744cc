import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { BareName } from '../expression/bare-names.ts'
import { TextCache } from '../value/text-cache.ts'
import { isTruthy } from '../value/value.ts'
import { compileCell } from './compile-cell.ts'
import { compileExpression } from './expression.ts'
import type { Scopes } from './scope.ts'

/** A condition that is ready to be asked, and what is wrong with it; columns count from 1 in the text. */
export interface Condition {
  readonly diagnostics: readonly Diagnostic[]
  isTrue(scopes: Scopes): boolean
  /** The names without any sign that it reads. */
  readonly names: readonly BareName[]
}

/** Reads a condition. */
export function compileCondition(text: string): Condition {
  return conditions.get(text)
}

const conditions = new TextCache((text): Condition => {
  const { diagnostics, value, names } = compileExpression(text, compileCell, { resolves: true })
  return { diagnostics, names, isTrue: (scopes) => isTruthy(value(scopes)) }
})

/** Evaluates an expression as it is written in a cell; throws a SuiteError in Robot's words. */
export function evaluateText(text: string, scopes: Scopes): unknown {
  return compiled.get(text).value(scopes)
}

/** Why an expression is not true, with the values of its parts. */
export function explainText(text: string, scopes: Scopes): string {
  return compiled.get(text).explain(scopes)
}

const compiled = new TextCache((text) => compileExpression(text, compileCell))
