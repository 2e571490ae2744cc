import type { z } from 'zod'
import type { CallMember } from '../../runtime/interface.ts'
import { numberOf } from '../value/equality.ts'
import { Quantity } from '../value/quantity.ts'
import { toText } from '../value/text.ts'
import { type ArgumentType, boolean, fromSchema, integer, time } from './argument-type.ts'
import { type Argument, arg, optional } from './keyword.ts'

/** The type of an argument that goes to a member of an interface: it takes what the member takes, and no more. */
export function parameterType<S extends z.ZodType>(schema: S): ArgumentType<z.output<S>> {
  return typeOf(schema) as ArgumentType<z.output<S>>
}

function typeOf(schema: z.ZodType): ArgumentType {
  if (schema.meta()?.quantity === 'duration') return time
  if (isWhole(schema)) return wholeNumber(schema)
  const name = typeName(schema)
  if (name === 'boolean') return boolean
  const type = fromSchema(schema, name)
  return name === 'text'
    ? { ...type, convert: (value) => type.convert(isPlain(value) ? toText(value) : value) }
    : type
}

/** A number or truth value, which stands for its text where text is wanted. */
function isPlain(value: unknown): boolean {
  return value instanceof Quantity || typeof value === 'boolean' || numberOf(value) !== undefined
}

type ParametersOf<M extends CallMember> = M['params'][number]

/** An argument that is a required parameter of a member, with its words. */
export function argOf<M extends CallMember, const Name extends ParametersOf<M>['name']>(
  { params }: M,
  name: Name,
): Argument<Name, z.output<Extract<ParametersOf<M>, { name: Name }>['schema']>> {
  const found = params.find((one) => one.name === name)
  if (found === undefined) throw new Error(`There is no parameter "${name}".`)
  return arg(name, parameterType(found.schema), found.doc) as ReturnType<typeof argOf<M, Name>>
}

/** An argument that is an option of a member, with its words; what is left out is left to the member. */
export function optionOf<M extends CallMember, const Name extends keyof M['options'] & string>(
  { options }: M,
  name: Name,
): Argument<Name, z.output<M['options'][Name]> | undefined> {
  const schema = options[name] as M['options'][Name]
  return optional(name, parameterType(schema), undefined, schema.description ?? '')
}

/** Written as anywhere in a suite, also with `_` between digits; within the bounds of the schema. */
function wholeNumber(schema: z.ZodType): ArgumentType {
  const bounded = fromSchema(schema, integer.name)
  return { ...integer, convert: (value) => bounded.convert(integer.convert(value)) }
}

function isWhole(schema: z.ZodType): boolean {
  const { def, isInt } = schema as { def: { innerType?: z.ZodType }; isInt?: boolean }
  return isInt === true || (def.innerType !== undefined && isWhole(def.innerType))
}

/** Kinds of schemas, as suites know them; of what has several ways to be written, the documentation tells. */
const NAMES: Readonly<Record<string, string>> = { string: 'text', pipe: 'value', union: 'value' }

/** What a schema takes, also one that may be left out: a quantity, one of a few words, text, a number. */
function typeName(schema: z.ZodType): string {
  const { innerType, entries } = schema.def as {
    innerType?: z.ZodType
    entries?: Readonly<Record<string, unknown>>
  }
  if (innerType !== undefined) return typeName(innerType)
  const quantity = schema.meta()?.quantity
  if (typeof quantity === 'string') return quantity
  if (entries !== undefined) return Object.values(entries).join(' | ')
  return NAMES[schema.type] ?? schema.type
}
