import { limitError } from './evaluation-error.ts'
import { Float, floatText } from './float.ts'
import { ObjectValue } from './object-value.ts'
import { Quantity } from './quantity.ts'
import { Tuple } from './tuple.ts'
import { isPlainObject } from './value.ts'

/** The longest text that a value is written as, in characters. */
const LONGEST = 20_000_000
/** The longest text of a list or dict inside of an expression. */
const LONGEST_IN_EXPRESSION = 1_000_000
/** Containers inside containers past this depth are written as `...`. */
const DEEPEST = 100

/** A value as Robot logs it and puts it into text: Python's `str()`. Bytes become characters, `\xNN` past ASCII. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return bytesText(value)
  if (value instanceof ObjectValue) return String(value)
  return repr(value)
}

/** A value as it stands inside a list: Python's `repr()`, with text in quotes. */
export function repr(value: unknown): string {
  return reprWithin(value, LONGEST)
}

/** {@link toText} for expressions, which end soon: the text of a list or dict is bounded. */
export function boundedText(value: unknown): string {
  const isContainer = typeof value === 'object' && value !== null && !(value instanceof ObjectValue)
  return isContainer && !(value instanceof Uint8Array) ? boundedRepr(value) : toText(value)
}

/** {@link repr} for expressions. */
export function boundedRepr(value: unknown): string {
  return reprWithin(value, LONGEST_IN_EXPRESSION)
}

function reprWithin(value: unknown, longest: number): string {
  if (typeof value === 'object' && value !== null) return new Writer(longest).write(value)
  return scalarText(value)
}

function scalarText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoteText(value)
    case 'number':
      return Number.isSafeInteger(value) ? String(value + 0) : floatText(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'bigint':
      return String(value)
    default:
      return value === undefined || value === null ? 'None' : '<object>'
  }
}

/** Writes nested values, within a limit on the whole text. */
class Writer {
  #length = 0
  readonly #longest: number
  readonly #open: object[] = []

  constructor(longest: number) {
    this.#longest = longest
  }

  write(value: unknown): string {
    const text = typeof value === 'object' && value !== null ? this.#object(value) : scalarText(value)
    this.#length += text.length
    if (this.#length > this.#longest * 2)
      throw limitError(`the text of the value is longer than ${this.#longest} characters`)
    return text
  }

  #object(value: object): string {
    if (value instanceof Float || value instanceof Quantity) return value.toString()
    if (value instanceof ObjectValue) return value.repr()
    if (value instanceof Uint8Array) return `b${quoteBytes(value)}`
    if (this.#open.includes(value) || this.#open.length > DEEPEST) return ELLIPSIS[kindOf(value)]
    this.#open.push(value)
    const text = this.#container(value)
    this.#open.pop()
    return text
  }

  #container(value: object): string {
    if (value instanceof Tuple) return `(${this.#list(value)}${value.length === 1 ? ',' : ''})`
    if (Array.isArray(value)) return `[${this.#list(value)}]`
    if (value instanceof Set) return value.size === 0 ? 'set()' : `{${this.#list(value)}}`
    if (value instanceof Map) return `{${this.#entries(value)}}`
    if (isPlainObject(value)) return `{${this.#entries(Object.entries(value))}}`
    return value.toString === Object.prototype.toString ? '<object>' : String(value)
  }

  #list(items: Iterable<unknown>): string {
    return Array.from(items, (item) => this.write(item)).join(', ')
  }

  #entries(entries: Iterable<[unknown, unknown]>): string {
    return Array.from(entries, ([key, value]) => `${this.write(key)}: ${this.write(value)}`).join(', ')
  }
}

const ELLIPSIS = { list: '[...]', tuple: '(...)', dict: '{...}' } as const

function kindOf(value: object): keyof typeof ELLIPSIS {
  if (value instanceof Tuple) return 'tuple'
  return Array.isArray(value) ? 'list' : 'dict'
}

function bytesText(bytes: Uint8Array): string {
  const parts = Array.from(bytes, (byte) =>
    byte < 128 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return parts.join('')
}

function quoteBytes(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return quoteText(text).replace(/[\x80-\xff]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`)
}

/** Text in quotes, as Python's `repr()` writes it. */
export function quoteText(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = /[\\'\p{C}\p{Z}]/u.test(text)
    ? text.replace(/[\\'\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (char) => escapeOf(char, mark))
    : text
  return mark + escaped + mark
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escapeOf(char: string, mark: string): string {
  if (char === "'") return mark === "'" ? "\\'" : char
  const code = char.codePointAt(0) ?? 0
  const hexadecimal = code.toString(16)
  if (code < 256) return ESCAPES[char] ?? `\\x${hexadecimal.padStart(2, '0')}`
  return code < 65536 ? `\\u${hexadecimal.padStart(4, '0')}` : `\\U${hexadecimal.padStart(8, '0')}`
}
