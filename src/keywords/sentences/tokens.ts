import { findVariable } from '../../grammar/cells/find-variable.ts'
import { parseQuantity } from '../value/quantity.ts'

/** A part of a sentence. `start` and `end` are offsets in its text; `content` is without quotes or slashes. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'variable' | 'number' | 'pattern'
  readonly content: string
  readonly start: number
  readonly end: number
  /** Flags of a pattern. */
  readonly flags?: string
}

/** Splits a sentence into words, texts in quotes, variables, patterns, and numbers with their units. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const space = /^\s+/.exec(text.slice(at))
    if (space !== null) at += space[0].length
    else {
      const token = tokenAt(text, at)
      tokens.push(token)
      at = token.end
    }
  }
  return tokens
}

function tokenAt(text: string, start: number): Token {
  const rest = text.slice(start)
  return (
    quoted(rest, start) ??
    pattern(rest, start) ??
    variable(text, start) ??
    number(rest, start) ??
    word(rest, start)
  )
}

/** Text in quotes ends at a quote that a space or the end follows: `"it's"`. */
function quoted(rest: string, start: number): Token | undefined {
  const match = /^"((?:\\.|[^"\\])*)"(?=[\s,]|$)|^'((?:\\.|[^'\\])*)'(?=[\s,]|$)/s.exec(rest)
  if (match === null) return undefined
  return { kind: 'quoted', content: match[1] ?? match[2] ?? '', start, end: start + match[0].length }
}

function pattern(rest: string, start: number): Token | undefined {
  const match = /^\/((?:\\.|[^/\\])+)\/([a-z]*)(?=[\s,]|$)/.exec(rest)
  if (match === null) return undefined
  const [all, content = '', flags = ''] = match
  return { kind: 'pattern', content, flags, start, end: start + all.length }
}

/** A variable, also with text around it as in `${a}-${b}`: everything up to the next space outside of braces. */
function variable(text: string, start: number): Token | undefined {
  let end = start
  let found = findVariable(text, '$@&%', start)
  while (typeof found === 'object' && !/\s/.test(text.slice(end, found.start))) {
    end = found.end
    found = findVariable(text, '$@&%', end)
  }
  if (end === start) return undefined
  end += /^[^\s,]*/.exec(text.slice(end))?.[0].length ?? 0
  return { kind: 'variable', content: text.slice(start, end), start, end }
}

/** `60`, `60 s`, `1 min 30 s`, `-3.3 V`. */
function number(rest: string, start: number): Token | undefined {
  const plain = /^[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?=[\s,]|$)/.exec(rest)?.[0]
  let content = plain
  for (const match of rest.matchAll(
    /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)\s?[^\s\d,]+(?:\s\d+(?:\.\d+)?\s?[^\s\d,]+)*/g,
  ))
    content = longestQuantity(match[0]) ?? content
  if (content === undefined) return undefined
  return { kind: 'number', content, start, end: start + content.length }
}

/** The longest beginning, in whole words, that is a quantity. */
function longestQuantity(text: string): string | undefined {
  const words = text.split(' ')
  for (let count = words.length; count > 0; count--) {
    const beginning = words.slice(0, count).join(' ')
    if (parseQuantity(beginning) !== undefined) return beginning
  }
  return undefined
}

function word(rest: string, start: number): Token {
  const content = /^(?:,|[^\s,]+)/.exec(rest)?.[0] ?? ''
  return { kind: 'word', content, start, end: start + content.length }
}
