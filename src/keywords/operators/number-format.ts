import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { checkLength } from '../value/limits.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { boundedRepr, boundedText } from '../value/text.ts'
import { typeName } from '../value/value.ts'

/** What stands behind the colon of `{:>8.2f}`, or between `%` and the letter. */
export interface FormatSpec {
  readonly fill: string
  readonly align: '<' | '>' | '^' | '=' | ''
  readonly sign: '+' | ' ' | ''
  /** `0x` and the like before the digits. */
  readonly prefix: boolean
  readonly width: number
  readonly grouping: ',' | '_' | ''
  readonly precision: number | undefined
  readonly type: string
}

const MOST_DIGITS = 100

/** Writes a value by a format; `type` decides how: d, x, X, o, b, c, f, F, e, E, g, G, %, s, r. */
export function formatValue(value: unknown, spec: FormatSpec): string {
  const { type } = spec
  if (spec.precision !== undefined && spec.precision > MOST_DIGITS && /^[eEfFgG%]$/.test(type))
    throw new EvaluationError('ValueError', `precision too big: at most ${MOST_DIGITS} digits`)
  if (/^[dioxXb]$/.test(type)) return pad(wholeNumber(value, spec), spec, '>')
  if (/^[eEfFgG%]$/.test(type)) return pad(decimal(value, spec), spec, '>')
  const text =
    type === 'r' || type === 'a' ? boundedRepr(value) : type === 'c' ? character(value) : boundedText(value)
  const cut = spec.precision === undefined ? text : text.slice(0, spec.precision)
  return pad(cut, spec, '<')
}

function wholeNumber(value: unknown, spec: FormatSpec): string {
  const whole = toInteger(value)
  if (whole === undefined) throw wrongType(value, spec.type, 'an integer is required')
  const [base, lead] = BASES[spec.type.toLowerCase()] ?? [10, '']
  const size = whole < 0 ? -BigInt(whole) : BigInt(whole)
  const digits = size.toString(base).padStart(spec.precision ?? 0, '0')
  const grouped = group(digits, spec.grouping, base === 10 ? 3 : 4)
  const text = `${spec.prefix ? lead : ''}${grouped}`
  return signOf(whole < 0, spec) + (spec.type === 'X' ? text.toUpperCase() : text)
}

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  x: [16, '0x'],
  o: [8, '0o'],
  b: [2, '0b'],
}

function decimal(value: unknown, spec: FormatSpec): string {
  const number = toFloat(value)
  if (number === undefined) throw typeError(`must be real number, not ${typeName(value)}`)
  const size = Math.abs(number)
  const negative = number < 0 || Object.is(number, -0)
  if (!Number.isFinite(size)) return signOf(negative, spec) + (Number.isNaN(size) ? 'nan' : 'inf')
  const text = digitsOf(size, spec)
  return signOf(negative, spec) + (/[EFG]/.test(spec.type) ? text.toUpperCase() : text)
}

function digitsOf(size: number, { type, precision = 6, grouping, prefix }: FormatSpec): string {
  const kind = type.toLowerCase()
  if (kind === 'e') return exponent(size.toExponential(precision))
  if (kind === 'g') return general(size, precision === 0 ? 1 : precision, prefix)
  const fixed = toFixed(type === '%' ? size * 100 : size, precision)
  const [whole = '', fraction] = fixed.split('.')
  const text = fraction === undefined ? group(whole, grouping, 3) : `${group(whole, grouping, 3)}.${fraction}`
  return type === '%' ? `${text}%` : text
}

function general(size: number, precision: number, keepZeros: boolean): string {
  const scientific = size.toExponential(precision - 1)
  const power = Number(scientific.split('e')[1])
  const trim = (text: string) => (keepZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, ''))
  if (size !== 0 && (power < -4 || power >= precision)) {
    const [digits = '', tail = ''] = scientific.split('e')
    return exponent(`${trim(digits)}e${tail}`)
  }
  return trim(toFixed(size, Math.max(0, precision - 1 - power)))
}

/** Digits after the point, ties to the even digit as in Python. */
export function toFixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1e21) {
    const whole = BigInt(value).toString()
    return digits === 0 ? whole : `${whole}.${'0'.repeat(digits)}`
  }
  const text = value.toFixed(Math.min(digits, MOST_DIGITS))
  const scaled = Math.abs(value) * 10 ** digits
  const isTie =
    digits <= 15 && scaled % 1 === 0.5 && scaled / 10 ** digits === Math.abs(value) && isDyadic(value, digits)
  if (!isTie || Math.floor(scaled) % 2 === 1) return text
  return `${value < 0 ? '-' : ''}${(Math.floor(scaled) / 10 ** digits).toFixed(digits)}`
}

/** True if the value has so few binary digits that a decimal tie is exact. */
function isDyadic(value: number, digits: number): boolean {
  return Number.isInteger(value * 2 ** (digits + 1))
}

function group(digits: string, mark: string, size: number): string {
  return mark === '' ? digits : digits.replace(new RegExp(`\\B(?=(?:.{${size}})+$)`, 'g'), mark)
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2')
}

function signOf(negative: boolean, { sign }: FormatSpec): string {
  return negative ? '-' : sign
}

function character(value: unknown): string {
  if (typeof value === 'string' && [...value].length === 1) return value
  const code = Number(toInteger(value) ?? -1)
  if (code < 0 || code > 0x10ffff) throw new EvaluationError('OverflowError', '%c arg not in range(0x110000)')
  return String.fromCodePoint(code)
}

function wrongType(value: unknown, type: string, expected: string): EvaluationError {
  return typeError(`%${type} format: ${expected}, not ${typeName(value)}`)
}

function pad(text: string, spec: FormatSpec, align: '<' | '>'): string {
  const missing = spec.width - [...text].length
  if (missing <= 0) return text
  checkLength(spec.width, 'text')
  const side = spec.align === '' ? align : spec.align
  if (side === '<') return text + spec.fill.repeat(missing)
  if (side === '>') return spec.fill.repeat(missing) + text
  if (side === '=') return text.replace(/^[+\- ]?(?:0[xXoObB])?/, (lead) => lead + spec.fill.repeat(missing))
  const left = Math.floor(missing / 2)
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left)
}
