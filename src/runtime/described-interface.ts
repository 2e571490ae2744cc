import { z } from 'zod'
import type { InterfaceDescription, JsonSchema, MemberDescription } from './connection.ts'
import { bytes, type Interface, type Member, type MemberWithParameters } from './interface.ts'
import { quantitySchema } from './units.ts'

/**
 * An interface that is known by its description alone, as a bench sends it: enough for keywords, checks and calls. The
 * bench checks the values again, by the schemas of the driver itself.
 */
export function describedInterface(name: string, { version, doc, members }: InterfaceDescription): Interface {
  const list = Object.entries(members).map(([member, described]) => [member, memberOf(described)])
  return { name, version, doc, members: Object.fromEntries(list) as Readonly<Record<string, Member>> }
}

function memberOf(described: MemberDescription): Member {
  const { kind, doc, readOnly } = described
  if (kind === 'bytes') return bytes({ doc })
  if (kind === 'connection') return { kind, doc, ...parametersOf(described) }
  const shape = { doc, ...parametersOf(described), ...(readOnly === undefined ? {} : { readOnly }) }
  const value = described.result === undefined ? z.unknown() : schemaOf(described.result)
  return kind === 'call' ? { kind, ...shape, result: value } : { kind, ...shape, item: value }
}

function parametersOf({ params = {} }: MemberDescription): Pick<MemberWithParameters, 'params' | 'options'> {
  const properties = Object.entries((params.properties ?? {}) as Readonly<Record<string, JsonSchema>>)
  const required = new Set((params.required ?? []) as readonly string[])
  const needed = properties.filter(([name]) => required.has(name))
  const optional = properties.filter(([name]) => !required.has(name))
  return {
    params: needed.map(([name, schema]) => ({ name, schema: schemaOf(schema), doc: docOf(schema) })),
    options: Object.fromEntries(optional.map(([name, schema]) => [name, optionOf(schema)])),
  }
}

/** Of the default the documentation only tells: the bench fills in what is left out. */
function optionOf(schema: JsonSchema): z.ZodType {
  const known = schema.default === undefined ? {} : { default: schema.default }
  return schemaOf(schema)
    .optional()
    .meta({ description: docOf(schema), ...known })
}

/** Quantities take their units as everywhere; of a schema that zod does not know anything is taken. */
function schemaOf({ default: _filledByTheBench, ...schema }: JsonSchema): z.ZodType {
  const quantity = typeof schema.quantity === 'string' ? quantitySchema(schema.quantity) : undefined
  if (quantity !== undefined) return quantity
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  } catch {
    return z.unknown()
  }
}

function docOf({ description }: JsonSchema): string {
  return typeof description === 'string' ? description : ''
}
