import { messageOf } from '../../runtime/errors.ts'
import { ArgumentProblem, type ArgumentType } from '../catalogue/argument-type.ts'
import { equal } from '../value/equality.ts'
import { TextCache } from '../value/text-cache.ts'
import { typeName } from '../value/value.ts'
import { dictConverter, listConverter, setConverter, tupleConverter } from './container-converters.ts'
import { type Conversion, type Converter, converted, Unfit } from './converter.ts'
import { valueError } from './numbers.ts'
import { SCALARS } from './scalar-converters.ts'
import { readType, type TypeText, typeText } from './type-text.ts'

/** What is wrong with a type as it is written, in Robot's words; undefined if nothing is. */
export function typeProblem(text: string): string | undefined {
  const known = types.get(text)
  return known instanceof Error ? known.message : undefined
}

/** The type of arguments that is written so. Throws an Error in Robot's words if there is none. */
export function typeOf(text: string): ArgumentType {
  const known = types.get(text)
  if (known instanceof Error) throw known
  return known.argument
}

/** Whether a value is of the type that is written so. */
export function fitsType(text: string, value: unknown): boolean {
  const known = types.get(text)
  return !(known instanceof Error) && known.converter.fits(value)
}

/** A value as one of the type that is written so. Throws Python's ValueError, as Robot words it. */
export function convertTo(text: string, value: unknown, conversion: Conversion): unknown {
  const known = types.get(text)
  if (known instanceof Error) throw known
  try {
    return converted(known.converter, value, conversion)
  } catch (error) {
    throw error instanceof Unfit ? valueError(error.message) : error
  }
}

/** The type of a variable: `@{x: int}` is a list of them, `&{x: str=int}` a dict. */
export function typeOfVariable(sigil: '$' | '@' | '&', type: string): string {
  if (sigil === '$') return type
  if (sigil === '@') return `list[${type}]`
  const equals = type.indexOf('=')
  return equals === -1
    ? `dict[Any, ${type}]`
    : `dict[${type.slice(0, equals).trim()}, ${type.slice(equals + 1).trim()}]`
}

interface KnownType {
  readonly converter: Converter
  readonly argument: ArgumentType
}

const types = new TextCache((text): KnownType | Error => {
  try {
    const type = readType(text)
    checkNames(type)
    const converter = converterOf(type)
    return { converter, argument: argumentType(converter, type) }
  } catch (error) {
    return new Error(messageOf(error))
  }
})

function checkNames({ name, base, nested }: TypeText): void {
  if (base === undefined) throw new Error(`Unrecognized type '${name}'.`)
  if (base !== 'Literal') nested?.forEach(checkNames)
}

function argumentType(converter: Converter, type: TypeText): ArgumentType {
  return {
    name: typeText(type),
    fresh: type.nested !== undefined || !(type.base !== undefined && type.base in SCALARS),
    spoken: (value) => `${converter.name}${reasonFor(converter, value)}`,
    convert: (value) => {
      try {
        return converter.fits(value) ? value : converter.convert(value)
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        throw new ArgumentProblem(`expected ${converter.name}${reasonFor(converter, value)}`)
      }
    },
  }
}

function reasonFor(converter: Converter, value: unknown): string {
  try {
    if (!converter.fits(value)) converter.convert(value)
    return ''
  } catch (error) {
    return error instanceof Unfit && error.message !== '' ? `: ${error.message.replace(/\.$/, '')}` : ''
  }
}

function converterOf(type: TypeText): Converter {
  const { base = '', nested } = type
  const scalar = SCALARS[base]
  if (scalar !== undefined) return scalar
  if (base === 'Literal') return literalConverter(nested ?? [])
  const open = base === 'tuple' && nested?.at(-1)?.base === '...'
  const items = (open ? nested?.slice(0, -1) : nested)?.map(converterOf)
  if (base === 'Union') return unionConverter(items ?? [])
  const name = nested === undefined ? base : typeText(type)
  if (base === 'tuple') return tupleConverter(name, items, open)
  if (base === 'dictionary' || base === 'Mapping') return dictConverter(name, items)
  if (base === 'set' || base === 'frozenset') return setConverter(name, items?.[0])
  return listConverter(name, base, items?.[0])
}

function unionConverter(types: readonly Converter[]): Converter {
  return {
    name: listed(types.map(({ name }) => name)),
    fits: (value) => types.some((type) => type.name !== 'object' && type.fits(value)),
    convert: (value) => {
      for (const type of types) {
        const result = attempt(type, value)
        if (result !== undefined) return result.value
      }
      throw new Unfit()
    },
  }
}

function literalConverter(members: readonly TypeText[]): Converter {
  const values = members.map(({ literal }) => literal?.value)
  return {
    name: listed(members.map(({ name }) => name)),
    fits: (value) => values.some((one) => typeName(one) === typeName(value) && equal(one, value)),
    convert: (value) => {
      const matches = values.filter((one) => matchesLiteral(one, value))
      if (matches.length === 1) return matches[0]
      throw new Unfit(matches.length > 1 ? 'No unique match found.' : '')
    },
  }
}

const LITERAL_TYPES: Readonly<Record<string, string>> = {
  ...{ str: 'string', int: 'integer', bool: 'boolean', NoneType: 'None' },
}

function matchesLiteral(member: unknown, value: unknown): boolean {
  const converter = SCALARS[LITERAL_TYPES[typeName(member)] ?? 'Any']
  const result = converter === undefined ? undefined : attempt(converter, value)
  if (result === undefined) return false
  if (typeof member !== 'string') return equal(member, result.value)
  return fold(member) === fold(String(result.value))
}

function fold(text: string): string {
  return text.replace(/[\s_-]/g, '').toLowerCase()
}

function attempt(converter: Converter, value: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: converter.fits(value) ? value : converter.convert(value) }
  } catch (error) {
    if (error instanceof Unfit) return undefined
    throw error
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
