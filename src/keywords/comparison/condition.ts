import { parseCell } from '../../grammar/parse-cell.ts'
import { parseExpression } from '../../grammar/parse-expression.ts'
import type { KeywordContext } from '../catalogue/keyword-context.ts'
import type { LateValue } from '../catalogue/late-value.ts'
import { toText } from '../value/text.ts'
import { TextCache } from '../value/text-cache.ts'
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
  const kind = text === undefined || expands !== undefined ? 'value' : kinds.get(text)
  if (kind === 'expression') return context.evaluate(text ?? '')
  const value = get()
  if (kind === 'template') return context.evaluate(toText(value))
  return typeof value === 'string' ? context.evaluate(value) : value
}

/** An expression; one variable, whose value counts; or text that is an expression once its variables are replaced. */
type Kind = 'expression' | 'value' | 'template'

const kinds = new TextCache((text): Kind => {
  if (parseCell(text).kind === 'variable') return 'value'
  if (!/[$@&%]\{/.test(text)) return 'expression'
  return parseExpression(text).diagnostics.length === 0 ? 'expression' : 'template'
})
