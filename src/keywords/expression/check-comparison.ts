import type { Diagnostic } from '../../grammar/diagnostic.ts'
import type { ExpressionTree } from '../../grammar/expression-tree.ts'

type Comparison = ExpressionTree & { kind: 'compare' }

/** Finds text that is compared with a number: it is never equal to one, and has no order among them. */
export function checkComparison({ first, rest }: Comparison): Diagnostic[] {
  let left = first
  return rest.flatMap(({ operator, operand }) => {
    const [text, number] = left.kind === 'text' ? [left, operand] : [operand, left]
    left = operand
    if (text.kind !== 'text' || !isNumber(number)) return []
    if (operator === '==' || operator === '!=') return [diagnostic(text, operator)]
    return operator.startsWith('<') || operator.startsWith('>') ? [diagnostic(text, operator)] : []
  })
}

function isNumber({ kind }: ExpressionTree): boolean {
  return kind === 'int' || kind === 'float' || kind === 'quantity'
}

/** With an order the expression fails whatever the variable holds, so that leaving out the quotes changes no result. */
function diagnostic(text: ExpressionTree & { kind: 'text' }, operator: string): Diagnostic {
  const { start, end, parts } = text
  const [only] = parts
  const variable = parts.length === 1 && typeof only === 'object' ? only.source : undefined
  const isOrder = operator.length === 1 || operator === '<=' || operator === '>='
  const what = { '==': 'is never equal to', '!=': 'always differs from' }[operator]
  const message = isOrder
    ? `Text and a number have no order, so that "${operator}" fails.`
    : `This is text: it ${what} a number.`
  const place = { line: 1, column: start + 1, endColumn: end + 1 }
  const hint =
    variable === undefined ? 'Leave the quotes out of a number.' : `Leave the quotes out: ${variable}`
  const edits = [{ ...place, text: variable ?? '' }]
  return {
    ...{ code: 'text-with-number', severity: isOrder ? 'error' : 'warning', ...place, message, hint },
    ...(isOrder && variable !== undefined ? { fix: { edits } } : {}),
  }
}
