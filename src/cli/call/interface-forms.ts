import type { BenchDescription } from '../../runtime/connection.ts'
import { describedInterface } from '../../runtime/described-interface.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { MemberForm } from './member-form.ts'

/** How the members of an interface of a bench are called. */
export async function interfaceForms(
  name: string,
  { interfaces = {} }: BenchDescription,
): Promise<ReadonlyMap<string, MemberForm>> {
  const { builtInInterfaces } = await import('../../runtime/interfaces/built-in.ts')
  const { memberForms } = await import('./member-form.ts')
  const definition = builtInInterfaces.find((one) => one.name === name)
  if (definition !== undefined) return memberForms(definition)
  const described = interfaces[name]
  if (described !== undefined) return memberForms(describedInterface(name, described))
  throw new SuiteError('unknown-interface', `Nothing is known about the interface "${name}".`)
}
