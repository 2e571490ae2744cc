/** What is wrong at a place of an expression, and what to write instead. */
export interface SyntaxProblem {
  readonly offset: number
  readonly message: string
  readonly hint?: string
  /** True where Python reads the text and this language does not. */
  readonly refused?: true
  /** What stands in the place of the first `length` characters, if that puts it right. */
  readonly write?: { readonly length: number; readonly text: string }
}

interface Trap {
  /** Matched against the text from the place of the error on. */
  readonly after: RegExp
  /** Matched against the text before it; what it matches belongs to the mistake. */
  readonly before?: RegExp
  readonly message: string
  readonly hint?: string
  /** True where Python reads the text. */
  readonly refused?: true
  readonly write?: NonNullable<SyntaxProblem['write']>
}

const STATEMENT = /\b(?:def|class|return|while|with|yield|await|async|assert|pass|raise|del|for|if)\s*$/

/** What people write that is not in the language; the first that fits is told. */
const TRAPS: readonly Trap[] = [
  refusal(/^/, /\blambda\s*$/, '"lambda" is not supported.', 'Write a comprehension: [x * 2 for x in $list]'),
  trap(
    /^/,
    /\b(?:import|from)\s*$/,
    '"import" is not supported.',
    'math and re are always there; for the rest use a keyword.',
  ),
  trap(
    /^/,
    STATEMENT,
    'A statement cannot stand in an expression.',
    'Use steps of the suite (FOR, IF, VAR).',
  ),
  refusal(/^:=/, undefined, '":=" is not supported.', 'Assign in a step of its own: x = 1'),
  trap(/^=/, /[=!]=$/, '"===" is not an operator.', 'Use == or !=.'),
  trap(/^=(?!=)/, undefined, '"=" assigns; it does not compare.', 'Use == to compare.', [1, '==']),
  trap(/^/, /&&$/, '"&&" is not an operator.', 'Use and.', [2, 'and']),
  trap(/^\|/, /\|?$/, '"||" is not an operator.', 'Use or.'),
  trap(/^!(?!=)/, undefined, '"!" is not an operator.', 'Use not.'),
  trap(/^>/, /<$/, '"<>" is not an operator.', 'Use !=.', [2, '!=']),
  trap(/^\?/, undefined, '"?" is not an operator.', 'Write a if condition else b.'),
  refusal(
    /^['"]/,
    /\b[rR]?[fF][rR]?$/,
    'f-strings are not supported.',
    'Variables work inside quotes: "${name}"; or "{:.2f}".format($x)',
  ),
  refusal(/^\*/, /[(,[]\s*\*?$/, '"*" before a value is not supported.', 'Write the values one by one.'),
  refusal(/^\(/, undefined, 'Only functions and methods can be called.', 'Write name(…) or value.method(…).'),
  refusal(
    /^[$@&%]\{/,
    /[\w}\]]$/,
    'A variable cannot touch other text.',
    'Put the whole in quotes, as "${a}${b}", or an operator between.',
  ),
  trap(/^[#;\\]/, undefined, 'This character has no meaning in an expression.', 'Text belongs in quotes.'),
]

/** Describes a syntax error at an offset; `own` is the grammar's own message when it has one. */
export function describeSyntax(source: string, offset: number, own?: string): SyntaxProblem {
  if (own !== undefined) return { offset, message: `${own.slice(0, 1).toUpperCase()}${own.slice(1)}.` }
  const rest = source.slice(offset)
  const before = source.slice(0, offset)
  return known(rest, before) ?? unclosed(source, offset) ?? unexpected(rest, before)
}

function trap(
  ...[after, before, message, hint, write]: [RegExp, RegExp | undefined, string, string, [number, string]?]
): Trap {
  const written = write === undefined ? {} : { write: { length: write[0], text: write[1] } }
  return { after, ...(before !== undefined && { before }), message, hint, ...written }
}

function refusal(after: RegExp, before: RegExp | undefined, message: string, hint: string): Trap {
  return { ...trap(after, before, message, hint), refused: true }
}

function known(rest: string, before: string): SyntaxProblem | undefined {
  for (const { after, before: lead, message, ...more } of TRAPS) {
    const match = lead === undefined ? [''] : lead.exec(before)
    if (match === null || !after.test(rest)) continue
    return { ...more, offset: before.length - (match[0] ?? '').length, message }
  }
  return undefined
}

/** The quote, variable or bracket that is still open at the end of the text, if the error lies there. */
function unclosed(source: string, offset: number): SyntaxProblem | undefined {
  const open: { offset: number; token: string }[] = []
  for (const match of source.matchAll(/(['"])(?:\\.|(?!\1)[^\\])*(\1?)|[$@&%]\{|[([{]|[)\]}]/gs)) {
    const [token, quote, close] = match
    if (quote !== undefined && close === '')
      return {
        offset: match.index,
        message: `The text that begins with ${quote} is not closed.`,
        hint: `End it with ${quote}.`,
      }
    if (quote !== undefined) continue
    if (/[)\]}]/.test(token)) open.pop()
    else open.push({ offset: match.index, token })
  }
  const last = open.at(-1)
  if (last === undefined || source.slice(offset).trim() !== '') return undefined
  const end = { '(': ')', '[': ']' }[last.token] ?? '}'
  return { offset: last.offset, message: `"${last.token}" is not closed.`, hint: `End it with ${end}` }
}

function unexpected(rest: string, before: string): SyntaxProblem {
  const spaces = /^\s*/.exec(rest)?.[0].length ?? 0
  const offset = before.length + spaces
  const word = /^[\w$]+|^.?/su.exec(rest.slice(spaces))?.[0] ?? ''
  if (word === '')
    return { offset, message: 'The expression ends too early.', hint: 'A value is missing at its end.' }
  if (/^[)\]}]$/.test(word))
    return { offset, message: `"${word}" closes nothing here, or a value is missing before it.` }
  const message = `"${word}" makes no sense here.`
  return /[\w'"}\])]\s*$/.test(before)
    ? { offset, message, hint: 'Text belongs in quotes; two values need an operator between them.' }
    : { offset, message }
}
