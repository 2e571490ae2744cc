import { iterate, keyOf } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { Float, float, integer } from '../value/float.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { Quantity } from '../value/quantity.ts'
import { boundedRepr, boundedText, repr, toText } from '../value/text.ts'
import { tuple } from '../value/tuple.ts'
import { isTruthy, typeName } from '../value/value.ts'
import { integerArgument } from './argument-reading.ts'
import { type Callable, define } from './callable.ts'

/** The functions that make one type of another. */
export const conversions: readonly Callable[] = [
  define('int', ([value, base]) => toInt(value, base), { count: [0, 2], parameters: ['', 'base'] }),
  define('float', ([value = 0]) => toFloating(value), { count: [0, 1] }),
  define('str', ([value = '']) => (value instanceof Uint8Array ? repr(value) : boundedText(value)), {
    count: [0, 1],
    text: true,
  }),
  define('repr', ([value]) => boundedRepr(value), { text: true, work: 'items' }),
  define('bool', ([value = false]) => isTruthy(value), { count: [0, 1] }),
  define('list', ([items = []]) => [...iterate(items)], { count: [0, 1], text: true, work: 'items' }),
  define('tuple', ([items = []]) => tuple(iterate(items)), { count: [0, 1], text: true, work: 'items' }),
  define('set', ([items = []]) => new Set(iterate(items).map(keyOf)), {
    ...{ count: [0, 1], text: true, work: 'items' },
  }),
  define('dict', ([items = new Map()]) => toDict(items), { count: [0, 1], work: 'items' }),
  define('bytes', ([items]) => toBytes(items)),
  define('bytearray', ([items]) => toBytes(items)),
  define('chr', ([code]) => toCharacter(integerArgument(code))),
  define('ord', ([text]) => toCode(text), { text: true }),
  define('hex', ([value]) => inBase(value, 16, '0x')),
  define('oct', ([value]) => inBase(value, 8, '0o')),
  define('bin', ([value]) => inBase(value, 2, '0b')),
]

/** Python's `int()`. Throws its TypeError, ValueError or OverflowError. */
export function toInt(value: unknown = 0, base?: unknown): unknown {
  if (typeof value === 'string') return parseInteger(value, base === undefined ? 10 : integerArgument(base))
  if (base !== undefined) {
    // `int(${x}, 16)` with digits in the variable: Robot's users write it, Python would want text.
    return parseInteger(toText(value), integerArgument(base))
  }
  const whole = toInteger(value)
  if (whole !== undefined) return whole
  const number = value instanceof Quantity ? value.amount : toFloat(value)
  if (number !== undefined) return truncate(number)
  const expected = 'a string, a bytes-like object or a real number'
  throw typeError(`int() argument must be ${expected}, not '${typeName(value)}'`)
}

/** A float without its fraction. */
export function truncate(number: number): number | bigint {
  if (Number.isNaN(number)) throw new EvaluationError('ValueError', 'cannot convert float NaN to integer')
  if (!Number.isFinite(number))
    throw new EvaluationError('OverflowError', 'cannot convert float infinity to integer')
  return integer(BigInt(Math.trunc(number)))
}

const PREFIXES: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 }

function parseInteger(source: string, base: number): number | bigint {
  const match = /^\s*([+-]?)(?:0([xXoObB])_?)?([\da-zA-Z]+(?:_[\da-zA-Z]+)*)\s*$/.exec(source)
  const [, sign, letter, digits = ''] = match ?? []
  const prefix = PREFIXES[letter?.toLowerCase() ?? '']
  const actual = base === 0 ? (prefix ?? 10) : base
  if (actual < 2 || actual > 36)
    throw new EvaluationError('ValueError', 'int() base must be >= 2 and <= 36, or 0')
  const plain = prefix === undefined || prefix === actual ? digits : `0${letter}${digits}`
  const value =
    match === null || plain.length > 4300 ? undefined : parseDigits(plain.replaceAll('_', ''), actual)
  if (value === undefined)
    throw new EvaluationError('ValueError', `invalid literal for int() with base ${base}: ${repr(source)}`)
  return integer(sign === '-' ? -value : value)
}

function parseDigits(digits: string, base: number): bigint | undefined {
  if (base === 10) return /^\d+$/.test(digits) ? BigInt(digits) : undefined
  let value = 0n
  for (const digit of digits) {
    const one = Number.parseInt(digit, 36)
    if (one >= base || Number.isNaN(one)) return undefined
    value = value * BigInt(base) + BigInt(one)
  }
  return value
}

/** Python's `float()`. Throws its TypeError or ValueError. */
export function toFloating(value: unknown): unknown {
  if (typeof value === 'string') return float(parseFloating(value))
  const number = value instanceof Quantity ? value.amount : toFloat(value)
  if (number === undefined)
    throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`)
  return value instanceof Float ? value : float(number)
}

function parseFloating(source: string): number {
  const text = source.trim().toLowerCase()
  if (/^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?$/.test(text))
    return Number(text.replaceAll('_', ''))
  const special = /^([+-]?)(?:(nan)|inf(?:inity)?)$/.exec(text)
  if (special === null)
    throw new EvaluationError('ValueError', `could not convert string to float: ${repr(source)}`)
  if (special[2] !== undefined) return Number.NaN
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** Python's `dict()`: of a dict, or of a list of pairs. */
export function toDict(items: unknown): unknown {
  if (items instanceof Map) return new Map(items)
  const pairs = iterate(items).map((pair) => iterate(pair))
  if (pairs.some((pair) => pair.length !== 2))
    throw new EvaluationError('ValueError', 'dictionary update sequence elements must have length 2')
  return new Map(pairs.map(([key, value]) => [keyOf(key), value]))
}

function toBytes(items: unknown): Uint8Array {
  const bytes = iterate(items)
  if (typeof items === 'string') throw typeError('string argument without an encoding')
  if (bytes.every((byte) => typeof byte === 'number' && byte >= 0 && byte < 256))
    return Uint8Array.from(bytes as number[])
  throw new EvaluationError('ValueError', 'bytes must be in range(0, 256)')
}

function toCharacter(code: number): string {
  if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  throw new EvaluationError('ValueError', 'chr() arg not in range(0x110000)')
}

function toCode(text: unknown): number {
  const characters = typeof text === 'string' ? [...text] : iterate(text)
  if (characters.length === 1 && typeof text === 'string') return text.codePointAt(0) ?? 0
  throw typeError(`ord() expected a character, but string of length ${characters.length} found`)
}

function inBase(value: unknown, base: number, prefix: string): string {
  const whole = toInteger(value)
  if (whole === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`)
  return whole < 0 ? `-${prefix}${(-BigInt(whole)).toString(base)}` : prefix + whole.toString(base)
}
