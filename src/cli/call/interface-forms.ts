import type { BenchDescription } from '../../runtime/connection.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { type MemberForm, memberForms } from './member-form.ts'

/** How the members of an interface of a bench are called: known from its description, without any code of it. */
export function interfaceForms(
  name: string,
  { interfaces = {} }: BenchDescription,
): ReadonlyMap<string, MemberForm> {
  const found = Object.hasOwn(interfaces, name) ? interfaces[name] : undefined
  if (found !== undefined) return memberForms(found)
  throw new SuiteError('unknown-interface', `The bench does not describe its interface "${name}".`, {
    hint: 'Is its Hilwright older than this one?',
  })
}
