import type { z } from 'zod'
import { nearestNames } from '../../runtime/neighbours.ts'
import { duration } from '../../runtime/units.ts'
import { numberOf } from '../value/equality.ts'
import { Float } from '../value/float.ts'
import { Quantity } from '../value/quantity.ts'
import { toText } from '../value/text.ts'
import { isTruthy } from '../value/value.ts'

/** What an argument must be: its name in documentation, and how a value becomes one. */
export interface ArgumentType<T = unknown> {
  readonly name: string
  /** What Robot calls it in messages, `integer`; suites compare them. */
  readonly spoken?: string | ((value: unknown) => string)
  /** True if what it makes may be changed by the keyword, so that each call needs a value of its own. */
  readonly fresh?: boolean
  /** The words that it may be, where it is one of a few; in a sentence they stand without quotes. */
  readonly words?: readonly string[]
  /** Converts a value, or throws an {@link ArgumentProblem} that says what was expected. */
  convert(value: unknown): T
}

/** A value that is not of the type an argument asks for; the message continues "argument x: …". */
export class ArgumentProblem extends Error {
  override readonly name = 'ArgumentProblem'
}

/** Any value, as it is. */
export const anything: ArgumentType = { name: 'value', convert: (value) => value }

/** Text; other values become the text that Robot would show. */
export const text: ArgumentType<string> = {
  name: 'text',
  convert: toText,
}

/** A whole number, `42`, `0x2A`, `0b101010`. */
export const integer: ArgumentType<number> = {
  name: 'whole number',
  spoken: (value) => (isFraction(value) ? 'integer: Conversion would lose precision' : 'integer'),
  convert: (value) => {
    const number = wholeNumber(value)
    if (typeof number === 'number' && Number.isInteger(number)) return number
    throw new ArgumentProblem(`expected a whole number such as "42", got ${show(value)}`)
  },
}

function wholeNumber(value: unknown): unknown {
  if (typeof value === 'string' && value.trim() !== '') return Number(value.replace(/[ _]/g, ''))
  return typeof value === 'boolean' || value instanceof Float ? Number(value) : value
}

function isFraction(value: unknown): boolean {
  const number = wholeNumber(value)
  return typeof number === 'number' && Number.isFinite(number) && !Number.isInteger(number)
}

const TRUE = new Set(['true', 'yes', 'on', '1'])
const FALSE = new Set(['false', 'no', 'off', '0', 'none', ''])

/** `true` or `false`, also written `yes`/`no`, `on`/`off`; other text counts as true, as in Robot. */
export const boolean: ArgumentType<boolean> = {
  name: 'boolean',
  convert: (value) => {
    if (typeof value !== 'string') return isTruthy(value)
    return TRUE.has(value.toLowerCase()) || !FALSE.has(value.toLowerCase())
  },
}

/** One of a few words, whatever their case. */
export function oneOf<const Words extends readonly string[]>(...words: Words): ArgumentType<Words[number]> {
  return {
    name: words.join(' | '),
    words,
    spoken: listed(words),
    convert: (value) => {
      const found = words.find((word) => word.toLowerCase() === String(value).toLowerCase())
      if (found !== undefined) return found
      const [near] = nearestNames(String(value), words)
      const hint = near === undefined ? '' : `; did you mean "${near}"?`
      throw new ArgumentProblem(`expected ${words.join(' or ')}, got ${show(value)}${hint}`)
    },
  }
}

function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** A type that is described by a zod schema, as the interfaces' parameters are. */
export function fromSchema<S extends z.ZodType>(schema: S, name: string): ArgumentType<z.output<S>> {
  const words = wordsOf(schema)
  return {
    name,
    ...(words !== undefined && { words }),
    convert: (value) => {
      const result = schema.safeParse(value instanceof Quantity ? value.text : (plainOf(value) ?? value))
      if (result.success) return result.data
      const messages = result.error.issues.map(expectation).join('; ')
      throw new ArgumentProblem(messages.includes(', got ') ? messages : `${messages}, got ${show(value)}`)
    },
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['number', 'int'])
const SCHEMA_TYPES: Readonly<Record<string, string>> = { number: 'a number', string: 'text' }

/** What a schema expects, in words; those that are zod's own are for programmers. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.path.length > 0) return issue.message
  const { code, message } = issue
  if (code === 'invalid_type' && message.startsWith('Invalid input'))
    return `expected ${SCHEMA_TYPES[issue.expected] ?? issue.expected}`
  if (code === 'too_small' && NUMBERS.has(issue.origin))
    return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
  if (code === 'too_big' && NUMBERS.has(issue.origin))
    return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`
  return message
}

/** The words of a schema that is one of a few, also if it may be left out. */
function wordsOf(schema: z.ZodType): readonly string[] | undefined {
  const { def } = schema as { def?: { innerType?: z.ZodType; entries?: Readonly<Record<string, unknown>> } }
  if (def?.innerType !== undefined) return wordsOf(def.innerType)
  return def?.entries === undefined ? undefined : Object.values(def.entries).map(String)
}

/** Dictionaries of suites as schemas know them. Numbers of expressions may be objects that remember how they are shown. */
function plainOf(value: unknown): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), plainOf(item) ?? item]))
  return typeof value === 'object' && value !== null ? numberOf(value) : undefined
}

/** A duration; yields milliseconds. Numbers are seconds, as in Robot. */
export const time: ArgumentType<number> = {
  name: 'duration',
  spoken: (value) => `timedelta: Invalid time string '${toText(value)}'`,
  convert: (value) => {
    if (value instanceof Quantity) return durationFromText.convert(value.text)
    const seconds = typeof value === 'string' ? undefined : numberOf(value)
    return seconds === undefined ? durationFromText.convert(value) : Number(seconds) * 1000
  },
}
const durationFromText = fromSchema(duration(), 'duration')

/** A value in an error message. */
export function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : toText(value)
}
