import type { z } from 'zod'

/** What schemas of each kind may take; the first that the schema accepts is the sample. */
const CANDIDATES: readonly unknown[] = [undefined, 0, '', 'sample', 1, false, null, 0n, [], {}]

interface Definition {
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly entries?: Readonly<Record<string, unknown>>
  readonly values?: readonly unknown[]
}

/** A value that a schema accepts: the plainest there is. Throws an Error for a schema that none of ours fits. */
export function sampleValue(schema: z.ZodType): unknown {
  const found = candidates(schema).find((value) => schema.safeParse(value).success)
  const accepted = schema.safeParse(found)
  if (accepted.success) return accepted.data
  throw new Error(`No sample fits a schema of the type ${schema.type}: its simulation must give a value.`)
}

function candidates(schema: z.ZodType): readonly unknown[] {
  const { shape, innerType, options, entries, values } = schema.def as Definition
  if (shape !== undefined) return [sampleObject(shape)]
  if (options !== undefined) return options.flatMap((option) => candidates(option))
  if (entries !== undefined) return Object.values(entries)
  if (values !== undefined) return values
  if (innerType !== undefined) return [...candidates(innerType), undefined]
  return [...CANDIDATES, new Uint8Array()]
}

function sampleObject(shape: Readonly<Record<string, z.ZodType>>): Record<string, unknown> {
  const list = Object.entries(shape).map(([name, member]): [string, unknown] => [name, sampleValue(member)])
  return Object.fromEntries(list.filter(([, value]) => value !== undefined))
}
