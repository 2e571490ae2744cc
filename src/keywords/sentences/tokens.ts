import { findVariable } from '../../grammar/cells/find-variable.ts'
import { parseQuantity } from '../value/quantity.ts'

/**
 * A part of a sentence. `start` and `end` are offsets in its text; `content` is without quotes or slashes. A literal
 * begins with a digit and is no number: `3V3`, `192.168.0.7`. Commas, `=`, and a colon before a space are words.
 */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'literal' | 'variable' | 'number' | 'pattern'
  readonly content: string
  readonly start: number
  readonly end: number
  /** Flags of a pattern. */
  readonly flags?: string
}

/** What a part ends before. */
const END = String.raw`(?=[\s,=]|:(?:\s|$)|$)`
const AT_END = new RegExp(`^${END}`)
const QUOTED = new RegExp(String.raw`^"((?:\\.|[^"\\])*)"${END}|^'((?:\\.|[^'\\])*)'${END}`, 's')
const PATTERN = new RegExp(String.raw`^\/((?:\\.|[^/\\])+)\/([a-z]*)${END}`)
const NUMBER = new RegExp(String.raw`^[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)${END}`)
const QUANTITY = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)\s?[^\s\d,:=]+(?:\s\d+(?:\.\d+)?\s?[^\s\d,:=]+){0,9}/
const LITERAL = new RegExp(String.raw`^[-+.]*\d[^\s,=]*?${END}`)
const WORD = new RegExp(String.raw`^(?:[,=]|:(?=\s|$)|[^\s,=]+?${END})`)

/** The most parts that a sentence has: what is longer is none. */
export const MOST_TOKENS = 200

/**
 * Splits a sentence into words, texts in quotes, variables, patterns, and numbers with their units; no more than one
 * part above the most that a sentence has.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length && tokens.length <= MOST_TOKENS) {
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
  const match = QUOTED.exec(rest)
  if (match === null) return undefined
  return { kind: 'quoted', content: match[1] ?? match[2] ?? '', start, end: start + match[0].length }
}

function pattern(rest: string, start: number): Token | undefined {
  const match = PATTERN.exec(rest)
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
  end += (/^[^\s,]*/.exec(text.slice(end))?.[0] ?? '').replace(/:$/, '').length
  return { kind: 'variable', content: text.slice(start, end), start, end }
}

/** `60`, `60 s`, `1 min 30 s`, `-3.3 V`, `0x2A`; what else begins with a digit is text. */
function number(rest: string, start: number): Token | undefined {
  const quantity = longestQuantity(QUANTITY.exec(rest)?.[0] ?? '', rest)
  const content = quantity ?? commaQuantity(rest) ?? NUMBER.exec(rest)?.[0] ?? LITERAL.exec(rest)?.[0]
  if (content === undefined) return undefined
  const isNumber = quantity !== undefined || Number.isFinite(Number(content.replaceAll('_', '')))
  return { kind: isNumber ? 'number' : 'literal', content, start, end: start + content.length }
}

/** `3,3 V` is no quantity, but no two numbers either: it is refused where a voltage is asked for. */
function commaQuantity(rest: string): string | undefined {
  const match = /^[-+]?\d+,\d+\s?[^\s\d,:=]+/.exec(rest)?.[0]
  return match === undefined || parseQuantity(match.replace(',', '.')) === undefined ? undefined : match
}

/** A duration of weeks, days, hours, minutes, seconds and milliseconds has so many words. */
const MOST_WORDS = 12

/** The longest beginning, in whole words, that is a quantity. */
function longestQuantity(text: string, rest: string): string | undefined {
  const words = text.split(' ').slice(0, MOST_WORDS)
  for (let count = words.length; count > 0; count--) {
    const beginning = words.slice(0, count).join(' ')
    if (AT_END.test(rest.slice(beginning.length)) && parseQuantity(beginning) !== undefined) return beginning
  }
  return undefined
}

function word(rest: string, start: number): Token {
  const content = WORD.exec(rest)?.[0] ?? rest.slice(0, 1)
  return { kind: 'word', content, start, end: start + content.length }
}
