import { asDict, getItem } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { toFloat, toInteger } from '../value/number.ts'
import { ObjectValue } from '../value/object-value.ts'
import { boundedRepr, boundedText, toText } from '../value/text.ts'
import { typeName } from '../value/value.ts'
import { type Field, fillFields } from './format-fields.ts'
import { type FormatSpec, formatValue } from './number-format.ts'

const FIELD =
  /\{\{|\}\}|\{(?<name>[^{}[\].:!]*)(?<path>(?:\.\w+|\[[^\]{}]*\])*)(?:!(?<conversion>[rs]))?(?::(?<spec>(?:[^{}]|\{[^{}]*\})*))?\}|[{}]/g
const SPEC =
  /^(?:(?<fill>.)(?=[<>=^]))?(?<align>[<>=^])?(?<sign>[+\- ])?(?<prefix>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGosxX%])?$/su

/** What fields of a format stand for: by position and by name. */
export interface FieldValues {
  readonly positional: readonly unknown[]
  readonly named?: ReadonlyMap<string, unknown>
}

/** Python's `'{} is {x:.2f}'.format('x', x=1)`: positions, names, `[items]`, `.attributes`, `!r`, nested formats. */
export function formatBraces(format: string, values: FieldValues): string {
  let next = 0
  const fill = (token: string, field: Field): string => {
    if (token === '{{' || token === '}}') return token.slice(1)
    if (field.name === undefined) throw valueError(`Single '${token}' encountered in format string`)
    const value = fieldValue(field, field.name === '' ? next++ : field.name, values)
    const spec = field.spec ?? ''
    return formatBySpec(
      convert(value, field.conversion),
      spec.includes('{') ? fillFields(spec, FIELD, fill) : spec,
    )
  }
  return fillFields(format, FIELD, fill)
}

/** Python's `format(value, spec)`. */
export function formatBySpec(value: unknown, source: string): string {
  if (source === '') return boundedText(value)
  if (value instanceof ObjectValue) return toText(value.method('strftime')?.([source]) ?? value)
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

function fieldValue({ path = '' }: Field, name: string | number, values: FieldValues): unknown {
  const parts = [...path.matchAll(/\.(?<attribute>\w+)|\[(?<item>[^\]]*)\]/g)].map(
    ({ groups }) => groups ?? {},
  )
  return parts.reduce<unknown>(
    (value, { attribute, item }) =>
      attribute === undefined ? itemOf(value, item ?? '') : attributeOf(value, attribute),
    baseValue(name, values),
  )
}

function baseValue(name: string | number, { positional, named }: FieldValues): unknown {
  if (typeof name === 'string' && !/^\d+$/.test(name)) {
    if (named?.has(name)) return named.get(name)
    throw new EvaluationError('KeyError', `'${name}'`)
  }
  const index = Number(name)
  if (index >= positional.length)
    throw new EvaluationError(
      'IndexError',
      `Replacement index ${index} out of range for positional args tuple`,
    )
  return positional[index]
}

function itemOf(value: unknown, item: string): unknown {
  return getItem(value, /^\d+$/.test(item) ? Number(item) : item)
}

/** Of a dict, the item of that name. */
function attributeOf(value: unknown, name: string): unknown {
  const found = value instanceof ObjectValue ? value.attribute(name) : asDict(value)?.get(name)
  if (found !== undefined) return found
  throw new EvaluationError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`)
}

function convert(value: unknown, conversion: string | undefined): unknown {
  return conversion === undefined ? value : conversion === 'r' ? boundedRepr(value) : boundedText(value)
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
