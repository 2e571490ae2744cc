import { z } from 'zod'
import type { CallMember, ItemsMember } from '../interface.ts'

/** A path of a file on the caller's machine, or an http(s) URL; the driver gets a path on its own machine. */
export const file = () => z.string().meta({ format: 'file-path' })

/** The SHA-256 that a member's file must have, in hexadecimal; `none` takes a download unchecked. */
export const checksum = () =>
  z
    .string()
    .regex(/^(?:[0-9a-f]{64}|none)$/i, 'expected 64 hexadecimal digits, or none')
    .toLowerCase()
    .meta({ format: 'sha256' })
    .optional()

/** Which parameters of a member are files, and which one holds the checksum of the first. */
export interface FileParameters {
  readonly files: readonly string[]
  readonly checksum?: string
}

const known = new WeakMap<CallMember | ItemsMember, FileParameters>()

/** Finds the parameters of a member that are files. */
export function fileParameters(member: CallMember | ItemsMember): FileParameters {
  let found = known.get(member)
  if (found === undefined) {
    found = findIn(member)
    known.set(member, found)
  }
  return found
}

function findIn(member: CallMember | ItemsMember): FileParameters {
  const schemas = [
    ...member.params.map(({ name, schema }) => [name, schema] as const),
    ...Object.entries(member.options),
  ]
  const named = (format: string) =>
    schemas.filter(([, schema]) => hasFormat(schema, format)).map(([name]) => name)
  const [checked] = named('sha256')
  return { files: named('file-path'), ...(checked === undefined ? {} : { checksum: checked }) }
}

/** Looks through `optional()`, `default()` and `describe()`. */
function hasFormat(schema: z.ZodType, format: string): boolean {
  if (schema.meta()?.format === format) return true
  const { innerType } = schema.def as { innerType?: z.ZodType }
  return innerType !== undefined && hasFormat(innerType, format)
}
