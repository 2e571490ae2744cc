import { z } from 'zod'
import type { Interface, Member, Parameter } from '../../runtime/interface.ts'

/** JSON Schema, with the unit that our schemas name. */
export interface ValueSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly ValueSchema[]
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly unit?: string
  readonly quantity?: string
  readonly examples?: readonly string[]
}

/** A parameter as a command line takes it. */
export interface ValueForm {
  readonly name: string
  /** `--off-time` */
  readonly flag: string
  readonly doc: string
  readonly required: boolean
  readonly schema: ValueSchema
}

/** A member as a command line takes it. */
export interface MemberForm {
  readonly kind: Member['kind']
  readonly doc: string
  readonly values: readonly ValueForm[]
  /** Of its result, or of an item. */
  readonly result: ValueSchema | undefined
}

/** The member that is called, by the name it was called by. */
export interface NamedMember {
  readonly target: string
  readonly form: MemberForm
}

/** How the members of an interface are called from a command line, by name. */
export function memberForms({ members }: Pick<Interface, 'members'>): ReadonlyMap<string, MemberForm> {
  return new Map(Object.entries(members).map(([name, member]) => [name, memberForm(member)]))
}

/** `offTime` → `off-time` */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function memberForm(member: Member): MemberForm {
  const { kind, doc } = member
  if (kind === 'bytes') return { kind, doc, values: [], result: undefined }
  const required = member.params.map((param: Parameter) => ({
    ...valueForm(param.name, param.schema, true),
    doc: param.doc,
  }))
  const options = Object.entries(member.options).map(([name, schema]) => valueForm(name, schema, false))
  const result = schemaOf(kind === 'call' ? member.result : member.item, 'output')
  return { kind, doc, values: [...required, ...options], result }
}

function valueForm(name: string, zod: z.ZodType, required: boolean): ValueForm {
  // Where text is turned into a quantity, zod tells default and examples of its result only.
  const { default: fallback, examples } = schemaOf(zod, 'output')
  const schema = { ...rest(fallback, examples), ...schemaOf(zod, 'input') }
  return { name, flag: `--${kebab(name)}`, doc: schema.description ?? '', required, schema }
}

function rest(
  fallback: unknown,
  examples: readonly string[] | undefined,
): Pick<ValueSchema, 'default' | 'examples'> {
  return {
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(examples === undefined ? {} : { examples }),
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): ValueSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as ValueSchema
}
