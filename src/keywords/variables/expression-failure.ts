import { findVariable } from '../../grammar/cells/find-variable.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { EvaluationError } from '../value/evaluation-error.ts'
import { quoteText } from '../value/text.ts'

/** What an expression without a value fails with, in Robot's words; `text` is what was evaluated. */
export function expressionFailure(
  text: string,
  reason: string,
  details: { hint?: string | undefined; cause?: unknown } = {},
): SuiteError {
  const { hint, cause } = details
  const message = `Evaluating expression ${quoteText(text)} failed: ${reason}`
  return new SuiteError('expression', message, { cause, ...(hint !== undefined && { hint }) })
}

/** Type and message of an error, as Python writes them. */
export function reasonOf({ type, message }: EvaluationError): string {
  return `${type}: ${message}`
}

/** What Robot adds where an expression fails in which `${x}` stands; empty without such a variable. */
export function recommendation(written: string): string {
  const pieces = [...piecesOf(written)]
  if (pieces.length < 2) return ''
  const example = withoutQuotes(pieces).join('')
  return (
    `\n\nVariables in the original expression ${quoteText(written)} were resolved before the expression was ` +
    `evaluated. Try using ${quoteText(example)} syntax to avoid that. See Evaluating Expressions appendix in ` +
    'Robot Framework User Guide for more details.'
  )
}

/** Text, a variable as `$name`, text, and so on. */
function* piecesOf(text: string): Iterable<string> {
  let from = 0
  for (;;) {
    const found = findVariable(text, '$@&%', from)
    if (typeof found !== 'object') break
    yield text.slice(from, found.start)
    yield `${found.sigil}${found.base}`
    from = found.end
  }
  yield text.slice(from)
}

/** Takes away the quotes that stand around a variable. */
function withoutQuotes(pieces: readonly string[]): string[] {
  const rest = [...pieces]
  for (let at = 1; at < rest.length; at += 2) {
    const before = rest[at - 1] ?? ''
    const after = rest[at + 1] ?? ''
    const quote = /("""|'''|"|')$/.exec(before)?.[1]
    if (quote === undefined || !after.startsWith(quote)) continue
    rest[at - 1] = before.slice(0, -quote.length)
    rest[at + 1] = after.slice(quote.length)
  }
  return rest
}
