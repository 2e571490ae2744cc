import { parseCell } from '../../grammar/parse-cell.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import type { KeywordContext } from '../catalogue/keyword-context.ts'
import type { LateValue } from '../catalogue/late-value.ts'
import { toText } from '../value/text.ts'
import { isTruthy } from '../value/value.ts'

/** Whether a condition holds. */
export function holds(condition: LateValue, context: KeywordContext): boolean {
  return isTruthy(expressionValue(condition, context))
}

/**
 * The value of an expression. A cell that is one variable may hold the expression as text; any other value is its own
 * value, as in Robot.
 */
export function expressionValue({ text, expands, get }: LateValue, context: KeywordContext): unknown {
  if (text !== undefined && expands === undefined && parseCell(text).kind !== 'variable') {
    if (!/[$@&%]\{/.test(text) || parseExpression(text).diagnostics.length === 0)
      return context.evaluate(text)
    return context.evaluate(toText(get()))
  }
  const value = get()
  return typeof value === 'string' ? context.evaluate(value) : value
}
