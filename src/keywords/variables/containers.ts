import { asList } from '../value/containers.ts'
import { isPlainObject } from '../value/value.ts'

/** True for dictionaries: maps, and plain objects that drivers answer with. */
export function isDict(value: unknown): value is Map<unknown, unknown> | Record<string, unknown> {
  return value instanceof Map || isPlainObject(value)
}

/** What `@{x}` can be: a list, a tuple, a set or the keys of a dict; neither text nor bytes. */
export function listLike(value: unknown): readonly unknown[] | undefined {
  return value instanceof Uint8Array ? undefined : asList(value)
}
