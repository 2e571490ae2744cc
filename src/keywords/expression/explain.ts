import { type ExpressionTree, partsOf } from '../../grammar/expression-tree.ts'
import { boundedRepr } from '../value/text.ts'
import { isTruthy } from '../value/value.ts'
import { evaluate } from './evaluate.ts'
import type { ExpressionScope } from './frame.ts'

/** Why an expression is not true. */
export interface Explanation {
  /** The part that decided: of `a and b` the first that is not true. */
  readonly decisive: string
  /** The variables and computed operands of that part, as written, with their values. */
  readonly parts: readonly { readonly source: string; readonly value: string }[]
  /** All of it in a line: `slow is at most 2 is not true: slow = 3`. */
  readonly message: string
}

/** The longest value that is shown, in characters. */
const LONGEST_VALUE = 200
/** The most values that are shown. */
const MOST_VALUES = 20

/** Explains a failed check: both sides and the values of their parts. Evaluates the parts again; never throws. */
export function explain(tree: ExpressionTree, source: string, scope: ExpressionScope): Explanation {
  const [part, negated] = findDecisive(tree, scope)
  const seen = new Map<string, string>()
  const operands = interesting(part).filter((one) => one !== part || one.kind === 'variable')
  for (const operand of operands.slice(0, MOST_VALUES)) {
    const text = source.slice(operand.start, operand.end)
    const value = currentValue(operand, scope)
    if (value !== undefined && !seen.has(text)) seen.set(text, shown(value))
  }
  const decisive = source.slice(part.start, part.end)
  const parts = [...seen].map(([text, value]) => ({ source: text, value }))
  const values = parts.map((one) => `${one.source} = ${one.value}`).join(', ')
  const verdict = `${decisive} is ${negated ? 'true, but must not be' : 'not true'}`
  return { decisive, parts, message: values === '' ? verdict : `${verdict}: ${values}` }
}

/** What computing a part again may cost. */
const AGAIN = { steps: 50_000, patternTime: 20 }

function shown(value: unknown): string {
  try {
    return shorten(boundedRepr(value))
  } catch {
    return '(a long value)'
  }
}

/** Goes down to the part that made the whole untrue; true beside it if that part is true under a `not`. */
function findDecisive(tree: ExpressionTree, scope: ExpressionScope): [ExpressionTree, boolean] {
  if (tree.kind === 'unary' && tree.operator === 'not') return [tree.operand, true]
  if (tree.kind !== 'logic' || tree.operator === 'or') return [tree, false]
  const failed = tree.operands.find((operand) => !isTruthy(currentValue(operand, scope) ?? null))
  return failed === undefined ? [tree, false] : findDecisive(failed, scope)
}

/** The parts whose values a reader wants to see: variables, calls and what is computed from them. */
function interesting(tree: ExpressionTree): readonly ExpressionTree[] {
  if (tree.kind === 'variable') return [tree]
  const inside = partsOf(tree).flatMap(interesting)
  const isOperand = tree.kind === 'call' || tree.kind === 'binary' || tree.kind === 'index'
  const isComputed = isOperand || tree.kind === 'attribute' || tree.kind === 'slice'
  return isComputed && inside.length > 0 ? [tree, ...inside] : inside
}

/** A part's value; undefined where it has none by itself, such as a name that a comprehension binds. */
function currentValue(tree: ExpressionTree, scope: ExpressionScope): unknown {
  try {
    return evaluate(tree, scope, AGAIN)
  } catch {
    return undefined
  }
}

function shorten(text: string): string {
  if (text.length <= LONGEST_VALUE) return text
  const half = LONGEST_VALUE / 2
  return `${text.slice(0, half)} … ${text.slice(-half)} (${text.length} characters)`
}
