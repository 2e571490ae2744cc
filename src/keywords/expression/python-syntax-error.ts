import { EvaluationError } from '../value/evaluation-error.ts'

/** The error of Python for text that is no expression, as far as suites compare it. */
export function pythonSyntaxError(text: string, hint?: string): EvaluationError {
  if (text === '') return new EvaluationError('ValueError', 'Expression cannot be empty.', hint)
  return new EvaluationError('SyntaxError', `${reason(text)} (<string>, line 1)`, hint)
}

function reason(text: string): string {
  const open: string[] = []
  for (const [token] of text.matchAll(TOKENS)) {
    if (OPENING.has(token)) open.push(token)
    else if (CLOSING.has(token)) {
      const last = open.pop()
      if (last === undefined) return `unmatched '${token}'`
      if (CLOSING.get(token) !== last)
        return `closing parenthesis '${token}' does not match opening parenthesis '${last}'`
    } else if (token.length === 1 || !token.endsWith(token.charAt(0)))
      return 'unterminated string literal (detected at line 1)'
  }
  const last = open.pop()
  return last === undefined ? 'invalid syntax' : `'${last}' was never closed`
}

/** Brackets, and texts in quotes; one that is not closed goes on to the end. */
const TOKENS = /'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?|[([{)\]}]/gs
const OPENING: ReadonlySet<string> = new Set(['(', '[', '{'])
const CLOSING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
])
