import { z } from 'zod'
import type { CallMember, ItemsMember } from '../interface.ts'
import type { BesideDescription } from './beside-description.ts'

/** In the place of a file: none, not even one that lies beside another. */
export const NO_FILE = 'none'

/** A path of a file on the caller's machine, or a URL; the driver gets a path on its own machine. */
export const file = () => z.string().meta({ format: 'file-path' })

/**
 * A file that may be left out: then one with that ending that lies beside the file of another parameter goes along with
 * it, for the driver to find there. `none` keeps it back.
 */
export const fileBeside = (of: string, ending: string) =>
  z.string().meta({ format: 'file-path', beside: { of, ending } }).optional()

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
  /** Those that may lie beside another one, with its name and their ending. */
  readonly beside: Readonly<Record<string, BesideDescription>>
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
  const named = (format: string) => schemas.filter(([, schema]) => metaOf(schema, 'format') === format)
  const files = named('file-path')
  const beside = files.flatMap(([name, schema]) => {
    const found = metaOf(schema, 'beside') as BesideDescription | undefined
    return found === undefined ? [] : [[name, found] as const]
  })
  const [checked] = named('sha256')
  return {
    files: files.map(([name]) => name),
    beside: Object.fromEntries(beside),
    ...(checked === undefined ? {} : { checksum: checked[0] }),
  }
}

/** Looks through `optional()`, `default()` and `describe()`. */
function metaOf(schema: z.ZodType, key: string): unknown {
  const found = schema.meta()?.[key]
  if (found !== undefined) return found
  const { innerType } = schema.def as { innerType?: z.ZodType }
  return innerType === undefined ? undefined : metaOf(innerType, key)
}
