/** A variable found in a text; offsets are indexes in that text. Nothing in it is resolved or unescaped. */
export interface FoundVariable {
  readonly sigil: '$' | '@' | '&' | '%'
  /** What stands between the braces. */
  readonly base: string
  /** What stands in each pair of brackets that follows. */
  readonly items: readonly string[]
  readonly start: number
  readonly end: number
}

/**
 * The first variable at or after `from`. An unclosed one yields `'unclosed'`, and then, as in Robot Framework, the
 * rest of the text has no variables either.
 */
export function findVariable(text: string, sigils: string, from = 0): FoundVariable | 'unclosed' | undefined {
  const start = findStart(text, sigils, from)
  if (start < 0) return undefined
  const sigil = text.charAt(start) as FoundVariable['sigil']
  const close = findClose(text, start + 2, BRACES)
  if (close < 0) return 'unclosed'
  const items: string[] = []
  let end = close + 1
  while (sigil !== '%' && text.charCodeAt(end) === BRACKETS.open) {
    const closeItem = findClose(text, end + 1, BRACKETS)
    if (closeItem < 0) return 'unclosed'
    items.push(text.slice(end + 1, closeItem))
    end = closeItem + 1
  }
  return { sigil, base: text.slice(start + 2, close), items, start, end }
}

/** The variable that the whole text is, as `${x}` or `@{list}[0]`. */
export function wholeVariable(text: string, sigils = '$@&'): FoundVariable | undefined {
  if (!sigils.includes(text.charAt(0)) || text.charCodeAt(1) !== BRACES.open) return undefined
  const found = findVariable(text, sigils)
  if (typeof found !== 'object' || found.start !== 0 || found.end !== text.length || found.base === '')
    return undefined
  return found
}

/** True for a variable that a row can assign to: `${x}`, `${x} =`, `@{rest}`, `${x}[key]`, `${a${b}}`. */
export function isAssignTarget(text: string): boolean {
  return wholeVariable(withoutMark(text)) !== undefined
}

/** The text without the `=` that may end an assigned variable. */
export function withoutMark(text: string): string {
  return text.endsWith('=') ? text.slice(0, -1).trimEnd() : text
}

/** A variable's name and the type after it, as in `${n: int}`. */
export function splitType(base: string): { name: string; type?: string } {
  const at = base.lastIndexOf(': ')
  return at < 0 ? { name: base } : { name: base.slice(0, at), type: base.slice(at + 2) }
}

/** Index of the sigil of the first `${` and the like that no backslash escapes; -1 when there is none. */
function findStart(text: string, sigils: string, from: number): number {
  let brace = text.indexOf('{', from + 1)
  while (brace > 0) {
    if (sigils.includes(text.charAt(brace - 1)) && !isEscaped(text, brace - 1, from)) return brace - 1
    brace = text.indexOf('{', brace + 1)
  }
  return -1
}

/** Index of the bracket that closes the one before `from`; -1 when there is none. */
function findClose(text: string, from: number, pair: { open: number; close: number }): number {
  let depth = 1
  let escaped = false
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === pair.close && !escaped) {
      if (--depth === 0) return at
    } else if (code === pair.open && !escaped) depth++
    else escaped = code === BACKSLASH && !escaped
  }
  return -1
}

/** True when an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0
  while (at - count > from && text.charCodeAt(at - count - 1) === BACKSLASH) count++
  return count % 2 === 1
}

const BACKSLASH = 0x5c
const BRACES = { open: 0x7b, close: 0x7d }
const BRACKETS = { open: 0x5b, close: 0x5d }
