import type { CallMember, Interface, ItemsMember, OptionalParameters } from '../../runtime/interface.ts'
import { convertParameters } from '../../runtime/parameters.ts'
import { integer } from './argument-type.ts'
import { type Argument, arg, type LooseKeyword, optional } from './keyword.ts'
import type { KeywordContext } from './keyword-context.ts'
import { parameterType } from './parameter-type.ts'

/** The keywords that an interface gives by itself: `power.cycle` becomes `Power Cycle`. */
export function generateKeywords(definition: Interface): LooseKeyword[] {
  return Object.entries(definition.members).flatMap(([name, member]): LooseKeyword[] => {
    if (member.kind === 'bytes' || member.kind === 'connection') return []
    const title = `${titleOf(definition.name)} ${titleOf(name)}`
    return [
      member.kind === 'call'
        ? callKeyword(title, definition, name, member)
        : itemsKeyword(title, definition, name, member),
    ]
  })
}

function requiredArguments(member: CallMember | ItemsMember): Argument[] {
  return member.params.map(({ name, schema, doc }) => arg(name, parameterType(schema), doc))
}

function optionalArguments(options: OptionalParameters): Argument[] {
  return Object.entries(options).map(([name, schema]) => {
    // The member's own schema fills what is left out, so no value stands for it here.
    return optional(name, parameterType(schema), undefined, schema.description ?? '')
  })
}

function callKeyword(
  name: string,
  definition: Interface,
  memberName: string,
  member: CallMember,
): LooseKeyword {
  return {
    name,
    doc: member.doc,
    interface: definition.name,
    arguments: [...requiredArguments(member), ...optionalArguments(member.options)],
    run: (values, context: KeywordContext) =>
      context.device().call(definition.name, memberName, given(values), { signal: context.signal }),
  }
}

function itemsKeyword(
  name: string,
  definition: Interface,
  memberName: string,
  member: ItemsMember,
): LooseKeyword {
  const count = optional('count', integer, 1, 'How many items to wait for.')
  return {
    name,
    doc: `${member.doc} Returns a list of the first items.`,
    interface: definition.name,
    arguments: [...requiredArguments(member), count, ...optionalArguments(member.options)],
    run: ({ count: wanted, ...values }, context) => {
      const params = convertParameters(name, member, given(values))
      return take(
        context.device().items(definition.name, memberName, params, { signal: context.signal }),
        Number(wanted),
      )
    },
  }
}

async function take(items: AsyncIterable<unknown>, count: number): Promise<unknown[]> {
  const taken: unknown[] = []
  if (count <= 0) return taken
  for await (const item of items) if (taken.push(item) >= count) break
  return taken
}

/** The values that were given: what was left out is the schema's business. */
function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** `waitForEdge` → `Wait For Edge`. */
export function titleOf(name: string): string {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ')
  return spaced.replace(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase())
}
