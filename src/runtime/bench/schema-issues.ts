import type { z } from 'zod'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** Issues of a value that may have several forms are those of the form that comes nearest to it. */
export function nearestIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue]
    const within = issue.errors.map((form) => nearestIssues(form))
    // A form that fails as a whole is another kind of value: text in place of keys.
    const nearest = within.find(
      (form) => form.length > 0 && !form.some(({ path, code }) => isWhole(path, code)),
    )
    return nearest?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue]
  })
}

function isWhole(path: Path, code: Issue['code']): boolean {
  return path.length === 0 && code !== 'unrecognized_keys' && code !== 'custom'
}

/** True of an issue about a key that must be there. */
export function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
}

/** The keys that a schema accepts at a path of the value. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  const found = path.reduce<readonly unknown[]>(
    (forms, key) => forms.flatMap((form) => partsAt(form, key)),
    formsOf(schema),
  )
  return [...new Set(found.flatMap((form) => Object.keys((form as Form).shape ?? {})))]
}

interface Form {
  readonly shape?: Readonly<Record<string, unknown>>
  readonly def?: {
    readonly innerType?: unknown
    readonly out?: unknown
    readonly in?: unknown
    readonly options?: readonly unknown[]
    readonly element?: unknown
    readonly valueType?: unknown
  }
}

/** What may be left out, is written in a shorter way too, or has several forms, has its form inside. */
function formsOf(schema: unknown): unknown[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { shape, def = {} } = schema as Form
  if (shape !== undefined || def.element !== undefined || def.valueType !== undefined) return [schema]
  return [def.innerType, def.in, def.out, ...(def.options ?? [])].flatMap(formsOf)
}

function partsAt(form: unknown, key: PropertyKey): unknown[] {
  const { shape, def = {} } = form as Form
  return formsOf(shape === undefined ? (def.element ?? def.valueType) : shape[String(key)])
}
