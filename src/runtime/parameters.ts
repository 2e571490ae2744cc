import { z } from 'zod'
import { SuiteError } from './errors.ts'
import type { MemberWithParameters } from './interface.ts'

const schemas = new WeakMap<MemberWithParameters, z.ZodObject>()

/** The schema of a member's parameters by name. */
export function parametersSchema(member: MemberWithParameters): z.ZodObject {
  const known = schemas.get(member)
  if (known !== undefined) return known
  const required = Object.fromEntries(member.params.map(({ name, schema }) => [name, schema]))
  const schema = z.strictObject({ ...required, ...member.options })
  schemas.set(member, schema)
  return schema
}

/** Checks and converts a member's parameters; a SuiteError names each that is wrong. */
export function convertParameters(
  name: string,
  member: MemberWithParameters,
  given: object,
): Record<string, unknown> {
  const result = parametersSchema(member).safeParse(given)
  if (result.success) return result.data
  const issues = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'parameters'}: ${issue.message}`,
  )
  throw new SuiteError('wrong-argument', `${name} cannot be called like this: ${issues.join('; ')}.`)
}
