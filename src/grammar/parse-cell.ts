import type { CellPart, CellValue, VariableReference } from './cell.ts'
import {
  type FoundVariable,
  findVariable,
  splitType,
  wholeVariable,
  withoutMark,
} from './cells/find-variable.ts'
import { unescapeName, unescapeText } from './cells/unescape.ts'

/**
 * Reads a cell: its variables and its escapes. A text without either is returned as it is. An unclosed variable makes
 * the rest of the text plain, and sets `unclosed` to its offset.
 */
export function parseCell(text: string): CellValue {
  if (!SPECIAL.test(text)) return { kind: 'text', text }
  return parseNested(text, 0, 0)
}

/** The target of an assignment, a `VAR` or an argument specification. */
export interface AssignTarget {
  readonly sigil: '$' | '@' | '&'
  /** The name without sigil and braces; raw, with variables in it unresolved. */
  readonly name: string
  /** The type of `${name: type}`. */
  readonly type?: string
  /** Raw texts of `${name}[item]`. */
  readonly items: readonly string[]
}

/** Reads `${x}`, `@{rest} =`, `&{d}`, `${n: int}` or `${x}[key]`; undefined for anything else. */
export function parseAssignTarget(text: string): AssignTarget | undefined {
  const found = wholeVariable(withoutMark(text))
  if (found === undefined || found.sigil === '%') return undefined
  return { sigil: found.sigil, ...splitType(found.base), items: found.items }
}

/** Splits `name=value` at the first `=` that neither a backslash escapes nor a variable holds. */
export function splitNamed(text: string): { readonly name: string; readonly value: string } | undefined {
  let from = 0
  while (text.includes('=', from)) {
    const found = findVariable(text, '$@&%', from)
    const variable = typeof found === 'object' ? found : undefined
    const equals = findEquals(text, from, variable?.start ?? text.length)
    if (equals >= 0) return { name: text.slice(0, equals), value: text.slice(equals + 1) }
    if (variable === undefined) return undefined
    from = variable.end
  }
  return undefined
}

function findEquals(text: string, from: number, end: number): number {
  for (let at = text.indexOf('=', from); at >= 0 && at < end; at = text.indexOf('=', at + 1)) {
    let first = at
    while (first > from && text.charAt(first - 1) === '\\') first--
    if ((at - first) % 2 === 0) return at
  }
  return -1
}

/** `offset` is where `text` begins in the whole cell. */
function parseNested(text: string, offset: number, depth: number): CellValue {
  const { parts, unclosed } = splitParts(text, { offset, depth, unescapePart: unescapeText })
  const [first] = parts
  if (parts.length === 1 && typeof first === 'object') return { kind: 'variable', variable: first }
  const rest = unclosed === undefined ? {} : { unclosed }
  if (parts.length > 1) return { kind: 'mixed', parts, ...rest }
  return { kind: 'text', text: typeof first === 'string' ? first : '', ...rest }
}

interface PartOptions {
  readonly offset: number
  readonly depth: number
  readonly unescapePart: (text: string) => string
}

function splitParts(text: string, options: PartOptions): { parts: CellPart[]; unclosed?: number } {
  const { offset, depth, unescapePart } = options
  const parts: CellPart[] = []
  let from = 0
  let found = depth > DEEPEST_NAMES ? undefined : findVariable(text, '$@&%')
  while (typeof found === 'object') {
    if (found.start > from) parts.push(unescapePart(text.slice(from, found.start)))
    parts.push(reference(found, offset, depth))
    from = found.end
    found = findVariable(text, '$@&%', from)
  }
  if (from < text.length) parts.push(unescapePart(text.slice(from)))
  if (found !== 'unclosed') return { parts }
  return { parts, unclosed: offset + unclosedStart(text, from) }
}

function reference(found: FoundVariable, offset: number, depth: number): VariableReference {
  const { sigil, base, items, start, end } = found
  const inline = sigil !== '%' && base.length > 1 && base.startsWith('{') && base.endsWith('}')
  const place = { start: start + offset, end: end + offset }
  let itemAt = start + offset + base.length + 4
  const itemValues = items.map((item) => {
    const value = parseNested(item, itemAt, depth + 1)
    itemAt += item.length + 2
    return value
  })
  if (inline) return { sigil, name: [], expression: base.slice(1, -1).trim(), items: itemValues, ...place }
  const name = splitParts(base, {
    offset: start + offset + 2,
    depth: depth + 1,
    unescapePart: unescapeName,
  }).parts
  return { sigil, name: name.length > 0 ? name : [''], items: itemValues, ...place }
}

function unclosedStart(text: string, from: number): number {
  const at = text.slice(from).search(/(?<!\\)(?:\\\\)*[$@&%]\{/)
  return from + Math.max(0, at)
}

/** Variables in names of variables nest at most this deep; what is deeper is plain text. */
const DEEPEST_NAMES = 32

const SPECIAL = /[$@&%]\{|\\/
