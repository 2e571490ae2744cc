import { z } from 'zod'
import type { Bench } from '../bench/bench-file.ts'
import type { InterfaceDescription, JsonSchema, MemberDescription } from '../connection.ts'
import type { Interface, Member, MemberWithParameters } from '../interface.ts'
import { parametersSchema } from '../parameters.ts'

/** The interfaces that the drivers of a bench provide, by name, each once; those that are wanted. */
export function describeInterfaces(
  { devices }: Bench,
  isWanted: (one: Interface) => boolean = () => true,
): Record<string, InterfaceDescription> {
  const provided = devices.flatMap((device) => device.drivers.flatMap(({ driver }) => driver.provides))
  return Object.fromEntries(
    [...new Set(provided)].filter(isWanted).map((one) => [one.name, describeInterface(one)]),
  )
}

const described = new WeakMap<Interface, InterfaceDescription>()

/** An interface as data. */
export function describeInterface(definition: Interface): InterfaceDescription {
  const known = described.get(definition)
  if (known !== undefined) return known
  const { version, doc, members } = definition
  const list = Object.entries(members).map(([name, member]) => [name, describeMember(member)])
  const description: InterfaceDescription = { version, doc, members: Object.fromEntries(list) }
  described.set(definition, description)
  return description
}

function describeMember(member: Member): MemberDescription {
  const { kind, doc } = member
  if (member.kind === 'bytes') return { kind, doc }
  if (member.kind === 'connection') return { kind, doc, params: paramsOf(member) }
  const result = schemaOf(member.kind === 'call' ? member.result : member.item, 'output')
  const readOnly = member.readOnly === true ? { readOnly: true as const } : {}
  return { kind, doc, params: paramsOf(member), result, ...readOnly }
}

/** With the documentation of required parameters, and with defaults, which zod leaves out where values are converted. */
function paramsOf(member: MemberWithParameters): JsonSchema {
  const schema = schemaOf(parametersSchema(member), 'input')
  const properties = { ...(schema.properties as Record<string, JsonSchema>) }
  for (const { name, doc } of member.params) properties[name] = { description: doc, ...properties[name] }
  for (const [name, option] of Object.entries(member.options)) {
    const { defaultValue } = option.def as { readonly defaultValue?: unknown }
    if (defaultValue !== undefined) properties[name] = { ...properties[name], default: defaultValue }
  }
  return { ...schema, properties }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: explain,
  })
  return rest
}

/** JSON has no word for nothing and none for bytes. */
function explain({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType
  jsonSchema: Record<string, unknown>
}): void {
  const { type } = zodSchema._zod.def
  if (type === 'void' || type === 'undefined') jsonSchema.type = 'null'
  if (
    type === 'custom' &&
    z.safeParse(zodSchema, new Uint8Array()).success &&
    !z.safeParse(zodSchema, 0).success
  )
    jsonSchema.format = 'bytes'
}
