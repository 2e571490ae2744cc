import { numberOf } from '../value/equality.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { Float, float } from '../value/float.ts'
import { Secret } from '../value/secret.ts'
import { toText } from '../value/text.ts'
import { typeName } from '../value/value.ts'
import { type Converter, Unfit } from './converter.ts'
import { DATES } from './date-converters.ts'
import { integerOf, numberOf as readNumber } from './numbers.ts'

/** Converters of types that have no items, by Robot's names. */
export const SCALARS: Readonly<Record<string, Converter>> = {
  Any: { name: 'Any', fits: () => true, convert: (value) => value },
  object: { name: 'object', fits: () => true, convert: (value) => value },
  Secret: { name: 'Secret', fits: (value) => value instanceof Secret, convert: unfit },
  string: { name: 'string', fits: isOf('str'), convert: textOf },
  boolean: { name: 'boolean', fits: isOf('bool'), convert: booleanOf },
  integer: { name: 'integer', fits: (value) => isOf('int')(value) || isOf('bool')(value), convert: wholeOf },
  float: { name: 'float', fits: isOf('float'), convert: fractionOf },
  decimal: { name: 'decimal', fits: isOf('float'), convert: fractionOf },
  bytes: { name: 'bytes', fits: isOf('bytes'), convert: bytesFrom },
  bytearray: { name: 'bytearray', fits: isOf('bytes'), convert: bytesFrom },
  ...DATES,
  Path: { name: 'Path', fits: isOf('str'), convert: unfit },
  None: { name: 'None', fits: isOf('NoneType'), convert: noneOf },
}

function isOf(type: string): (value: unknown) => boolean {
  return (value) => typeName(value) === type
}

function unfit(): never {
  throw new Unfit()
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : toText(value)
}

const TRUE = new Set(['true', 'yes', 'on', '1'])
const FALSE = new Set(['false', 'no', 'off', '0', ''])

/** Other text and numbers stay what they are: conditions know what to do with them. */
function booleanOf(value: unknown): unknown {
  if (value === null || value === undefined || numberOf(value) !== undefined) return value
  if (typeof value !== 'string') return unfit()
  const word = value.toLowerCase()
  if (word === 'none') return null
  return TRUE.has(word) || (FALSE.has(word) ? false : value)
}

function wholeOf(value: unknown): unknown {
  if (typeof value !== 'string' && typeName(value) !== 'float') return unfit()
  const text = typeof value === 'string' ? value : String(Number(value))
  return attempt(() => integerOf(text)) ?? wholeDecimal(text)
}

/** `1.0` and `1e3` are whole, `1.5` is not. */
function wholeDecimal(text: string): unknown {
  const number = Number(text.replace(/[ _]/g, '') || 'nan')
  if (!Number.isFinite(number)) return unfit()
  if (!Number.isInteger(number)) throw new Unfit('Conversion would lose precision.')
  return Number.isSafeInteger(number) ? number : BigInt(number)
}

function fractionOf(value: unknown): unknown {
  if (value instanceof Float) return value
  const number = numberOf(value)
  if (number !== undefined) return float(Number(number))
  if (typeof value !== 'string') return unfit()
  if (/^[+-]?0[xob]/i.test(value.trim())) return unfit()
  return attempt(() => readNumber(value)) ?? unfit()
}

function bytesFrom(value: unknown): unknown {
  if (typeof value === 'string') {
    const wide = [...value].find((char) => (char.codePointAt(0) ?? 0) > 255)
    if (wide !== undefined) throw new Unfit(`Character '${wide}' cannot be mapped to a byte.`)
    return Buffer.from(value, 'latin1')
  }
  const items = Array.isArray(value) ? value : numberOf(value) === undefined ? unfit() : [value]
  return Uint8Array.from(items.map(byteOf))
}

function byteOf(item: unknown): number {
  const number = Number(numberOf(item))
  if (!Number.isInteger(number)) throw new Unfit(`'${toText(item)}' is not an integer.`)
  if (number < 0 || number > 255) throw new Unfit(`${number} is not in range 0-255.`)
  return number
}

function noneOf(value: unknown): null {
  return typeof value === 'string' && /^(?:none)?$/i.test(value) ? null : unfit()
}

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof EvaluationError) return undefined
    throw error
  }
}
