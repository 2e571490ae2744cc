import { getItem } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { repr, toText } from '../value/text.ts'
import { typeName } from '../value/value.ts'
import { type Field, fillFields } from './format-fields.ts'
import { type FormatSpec, formatValue } from './number-format.ts'

const FIELD =
  /\{\{|\}\}|\{(?<name>\w*)(?<path>(?:\[[^\]]*\])*)(?:!(?<conversion>[rs]))?(?::(?<spec>[^{}]*))?\}|[{}]/g
const SPEC =
  /^(?:(?<fill>.)(?=[<>=^]))?(?<align>[<>=^])?(?<sign>[+\- ])?(?<prefix>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGosxX%])?$/su

/** Python's `'{} is {:.2f}'.format('x', 1)`: positions, numbers, `[items]`, `!r` and formats, but no names. */
export function formatBraces(format: string, values: readonly unknown[]): string {
  let next = 0
  return fillFields(format, FIELD, (token, field) => {
    if (token === '{{' || token === '}}') return token.slice(1)
    if (field.name === undefined) throw valueError(`Single '${token}' encountered in format string`)
    const value = fieldValue(field, field.name === '' ? next++ : field.name, values)
    return formatBySpec(convert(value, field.conversion), field.spec ?? '')
  })
}

/** Python's `format(value, spec)`. */
export function formatBySpec(value: unknown, source: string): string {
  if (source === '') return toText(value)
  const match = SPEC.exec(source)?.groups
  if (match === undefined)
    throw valueError(`Invalid format specifier '${source}' for object of type '${typeName(value)}'`)
  const spec = specOf(match, value)
  const isNumber = toInteger(value) !== undefined || toFloat(value) !== undefined
  if (!isNumber && /[bdeEfFgGoxX%c]/.test(spec.type))
    throw valueError(`Unknown format code '${spec.type}' for object of type '${typeName(value)}'`)
  if (toInteger(value) === undefined && /[bdoxXc]/.test(spec.type))
    throw valueError(`Unknown format code '${spec.type}' for object of type '${typeName(value)}'`)
  return formatValue(value, spec)
}

function fieldValue({ path = '' }: Field, name: string | number, values: readonly unknown[]): unknown {
  if (typeof name === 'string' && !/^\d+$/.test(name)) throw new EvaluationError('KeyError', `'${name}'`)
  const index = Number(name)
  if (index >= values.length)
    throw new EvaluationError(
      'IndexError',
      `Replacement index ${index} out of range for positional args tuple`,
    )
  const items = [...path.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
  return items.reduce(
    (value, item) => getItem(value, /^\d+$/.test(item) ? Number(item) : item),
    values[index],
  )
}

function convert(value: unknown, conversion: string | undefined): unknown {
  return conversion === undefined ? value : conversion === 'r' ? repr(value) : toText(value)
}

function specOf(match: Field, value: unknown): FormatSpec {
  const { fill, align, sign, prefix, zero, width, grouping, precision, type } = match
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: (align ?? (zero === undefined ? '' : '=')) as FormatSpec['align'],
    sign: sign === '+' || sign === ' ' ? sign : '',
    prefix: prefix !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping ?? '') as FormatSpec['grouping'],
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? defaultType(value, precision !== undefined),
  }
}

function defaultType(value: unknown, precise: boolean): string {
  if (typeof value !== 'boolean' && toInteger(value) !== undefined) return 'd'
  return typeof value !== 'boolean' && toFloat(value) !== undefined && precise ? 'g' : 's'
}

function valueError(message: string): EvaluationError {
  return new EvaluationError('ValueError', message)
}
