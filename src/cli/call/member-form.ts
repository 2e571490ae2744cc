import type { InterfaceDescription, MemberDescription } from '../../runtime/connection.ts'

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
  readonly kind: MemberDescription['kind']
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
export function memberForms({ members }: InterfaceDescription): ReadonlyMap<string, MemberForm> {
  return new Map(Object.entries(members).map(([name, member]) => [name, memberForm(member)]))
}

/** `offTime` → `off-time` */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function memberForm({ kind, doc, params = {}, result }: MemberDescription): MemberForm {
  const properties = Object.entries((params.properties ?? {}) as Readonly<Record<string, ValueSchema>>)
  const required = Array.isArray(params.required) ? params.required : []
  const values = properties.map(([name, schema]) => ({
    ...{ name, flag: `--${kebab(name)}`, doc: schema.description ?? '' },
    ...{ required: required.includes(name), schema },
  }))
  return { kind, doc, values, result }
}
