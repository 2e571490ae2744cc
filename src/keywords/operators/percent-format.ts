import { asDict, getItem } from '../value/containers.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { Tuple } from '../value/tuple.ts'
import { typeName } from '../value/value.ts'
import { type Field, fillFields } from './format-fields.ts'
import { type FormatSpec, formatValue } from './number-format.ts'

const FIELD =
  /%(?:\((?<key>[^()]*)\))?(?<flags>[-+ #0]*)(?<width>\d+|\*)?(?:\.(?<precision>\d+|\*)?)?(?<type>.)?/gsu

/** Python's `'%s is %.2f' % ('x', 1)`. */
export function formatPercent(format: string, values: unknown): string {
  const list: readonly unknown[] = values instanceof Tuple ? values : [values]
  let next = 0
  const take = () => {
    if (next >= list.length) throw typeError('not enough arguments for format string')
    return list[next++]
  }
  const text = fillFields(format, FIELD, (_token, field) =>
    field.type === '%' ? '%' : formatField(field, values, take),
  )
  const mayIgnore = asDict(values) !== undefined || (Array.isArray(values) && !(values instanceof Tuple))
  if (next < list.length && !mayIgnore)
    throw typeError('not all arguments converted during string formatting')
  return text
}

function formatField(field: Field, values: unknown, take: () => unknown): string {
  const { key, width, precision } = field
  const count = (text: string | undefined) => (text === '*' ? Number(toInteger(take()) ?? 0) : Number(text))
  const spec = specOf(
    field,
    width === undefined ? 0 : count(width),
    precision === undefined ? undefined : count(precision),
  )
  const value = key === undefined ? take() : getItem(mapping(values), key)
  return formatValue(whole(value, spec.type), spec)
}

function mapping(values: unknown): unknown {
  if (asDict(values) !== undefined) return values
  throw typeError('format requires a mapping')
}

function specOf({ flags = '', type }: Field, width: number, precision: number | undefined): FormatSpec {
  if (type === undefined) throw new EvaluationError('ValueError', 'incomplete format')
  if (!/^[diuoxXeEfFgGcrsa]$/.test(type))
    throw new EvaluationError(
      'ValueError',
      `unsupported format character '${type}' (0x${type.codePointAt(0)?.toString(16)})`,
    )
  const zeros = flags.includes('0') && !flags.includes('-') && !/[csra]/.test(type)
  return {
    fill: zeros ? '0' : ' ',
    align: flags.includes('-') || width < 0 ? '<' : zeros ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
    prefix: flags.includes('#'),
    width: Math.abs(width),
    grouping: '',
    precision,
    type: type === 'u' ? 'd' : type,
  }
}

/** `%d` takes floats and cuts them; the letters for other bases do not. */
function whole(value: unknown, type: string): unknown {
  if (type !== 'd' && type !== 'i') return value
  if (toInteger(value) !== undefined) return value
  const number = toFloat(value)
  if (number === undefined) throw formatNeedsNumber(type, value)
  return BigInt(Math.trunc(number))
}

function formatNeedsNumber(type: string, value: unknown): EvaluationError {
  return typeError(`%${type} format: a real number is required, not ${typeName(value)}`)
}
