import { EvaluationError } from '../value/evaluation-error.ts'
import { repr } from '../value/text.ts'
import { literalOf } from './literal.ts'

/** A type as it is written: `int`, `list[int]`, `int | float`, `Literal["on", "off"]`. */
export interface TypeText {
  /** As written; `Union` for one of several types. */
  readonly name: string
  /** Robot's own name for it; undefined if there is no such type. */
  readonly base: string | undefined
  readonly nested: readonly TypeText[] | undefined
  /** What a member of a `Literal` stands for. */
  readonly literal?: { readonly value: unknown }
}

/** The text of a type as messages have it. */
export function typeText({ name, base, nested }: TypeText): string {
  if (base === 'Union') return (nested ?? []).map(typeText).join(' | ')
  return nested === undefined ? name : `${name}[${nested.map(typeText).join(', ')}]`
}

/** Reads a type; throws an Error in Robot's words. Names that do not exist are no mistake yet. */
export function readType(text: string): TypeText {
  return new TypeReader(text).read()
}

/** Robot's names of types, by all the names that suites may use. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ '...': '...', ellipsis: '...', any: 'Any', object: 'object', literal: 'Literal', union: 'Union' },
  ...{ str: 'string', string: 'string', unicode: 'string', bool: 'boolean', boolean: 'boolean' },
  ...{ int: 'integer', integer: 'integer', long: 'integer', float: 'float', double: 'float' },
  ...{ decimal: 'decimal', bytes: 'bytes', bytearray: 'bytearray', datetime: 'datetime', date: 'date' },
  ...{ timedelta: 'timedelta', path: 'Path', none: 'None', sequence: 'Sequence', list: 'list' },
  ...{ tuple: 'tuple', set: 'set', frozenset: 'frozenset', mapping: 'Mapping', map: 'Mapping' },
  ...{ dictionary: 'dictionary', dict: 'dictionary', secret: 'Secret' },
}

/** How many types stand in the brackets of a type; -1 for any number. */
const PARAMETERS: Readonly<Record<string, number>> = {
  ...{ Sequence: 1, list: 1, set: 1, frozenset: 1, Mapping: 2, dictionary: 2, tuple: -1, Union: -1 },
}

interface Token {
  readonly text: string
  readonly at: number
}

class TypeReader {
  readonly #source: string
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(source: string) {
    this.#source = source
    const found = source.matchAll(/[[\]|,]|b?'[^']*'?|b?"[^"]*"?|[^\s[\]|,][^[\]|,]*/g)
    this.#tokens = [...found].map((match) => ({ text: match[0].trim(), at: match.index }))
  }

  read(): TypeText {
    const type = this.#type()
    if (this.#peek() !== undefined) this.#fail(`Extra content after '${typeText(type)}'.`)
    return type
  }

  #type(): TypeText {
    const name = this.#peek()
    if (name === undefined || /^[[\]|,]$/.test(name)) return this.#fail('Type name missing.')
    this.#next++
    const base = NAMES[name.toLowerCase()]
    const nested = this.#takes('[')
      ? checked({ name, base }, this.#parameters(base === 'Literal'))
      : undefined
    const first = { name, base, nested }
    if (!this.#takes('|')) return first
    const other = this.#type()
    const others = other.base === 'Union' ? (other.nested ?? []) : [other]
    return { name: 'Union', base: 'Union', nested: [first, ...others] }
  }

  /** What stands in brackets. */
  #parameters(isLiteral: boolean): TypeText[] {
    const list: TypeText[] = []
    let afterComma = true
    for (;;) {
      const token = this.#peek()
      if (token === undefined) return this.#fail("Closing ']' missing.")
      if (this.#takes(']')) break
      if (token === ',') {
        if (afterComma) return this.#fail("Type missing before ','.")
        this.#next++
        afterComma = true
      } else {
        list.push(isLiteral ? this.#member() : this.#type())
        afterComma = false
      }
    }
    return isLiteral && list.length === 0 ? this.#fail('Literal cannot be empty.') : list
  }

  #member(): TypeText {
    const { name } = this.#type()
    try {
      const value = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !CONSTANT.test(name) ? null : literalOf(name)
      const isKept = value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
      const shown = value === null ? name : repr(value)
      if (isKept) return { name: shown, base: 'literal', nested: undefined, literal: { value } }
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error
    }
    return this.#fail(`Invalid literal value ${repr(name)}.`)
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next]?.text
  }

  #takes(text: string): boolean {
    if (this.#peek() !== text) return false
    this.#next++
    return true
  }

  #fail(reason: string): never {
    const token = this.#tokens[this.#next]
    const place = token === undefined ? 'end' : `index ${token.at}`
    throw new Error(`Parsing type '${this.#source}' failed: Error at ${place}: ${reason}`)
  }
}

const CONSTANT = /^(?:True|False|None)$/

/** Refuses too few or too many types in brackets. */
function checked({ name, base }: Pick<TypeText, 'name' | 'base'>, nested: readonly TypeText[]) {
  if (base === undefined || base === 'Literal') return nested
  const wanted = PARAMETERS[base] ?? 0
  if (wanted === -1 || wanted === nested.length) return nested
  const written = `'${name}[${nested.map(typeText).join(', ')}]' has ${nested.length}.`
  if (wanted === 0) throw new Error(`'${name}' does not accept parameters, ${written}`)
  throw new Error(`'${name}[]' requires exactly ${wanted} parameter${wanted > 1 ? 's' : ''}, ${written}`)
}
