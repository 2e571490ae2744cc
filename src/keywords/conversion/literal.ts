import { parseExpression } from '../../grammar/parse-expression.ts'
import { evaluate } from '../expression/evaluate.ts'
import { valueError } from './numbers.ts'

/** The value of a literal such as `[1, 2]` or `{'a': 1}`. Throws an EvaluationError for anything else. */
export function literalOf(text: string): unknown {
  const { tree, diagnostics } = parseExpression(text)
  if (tree === undefined || diagnostics.length > 0) throw valueError('no literal')
  return evaluate(tree, {
    variable: () => {
      throw valueError('no literal')
    },
  })
}
