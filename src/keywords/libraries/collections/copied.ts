import { asDict } from '../../value/containers.ts'
import { Tuple, tuple } from '../../value/tuple.ts'

/** A copy of a value and of all that is inside it. What stands at several places stands there in the copy too. */
export function copied(value: unknown, known = new Map<unknown, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (known.has(value)) return known.get(value)
  if (value instanceof Tuple) return tuple(value.map((item) => copied(item, known)))
  if (Array.isArray(value)) return fillList(value, known)
  if (value instanceof Set) return new Set(value)
  const dict = asDict(value)
  return dict === undefined ? value : fillDict(value, dict, known)
}

function fillList(list: readonly unknown[], known: Map<unknown, unknown>): unknown[] {
  const copy: unknown[] = []
  known.set(list, copy)
  for (const item of list) copy.push(copied(item, known))
  return copy
}

function fillDict(
  original: object,
  dict: ReadonlyMap<unknown, unknown>,
  known: Map<unknown, unknown>,
): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>()
  known.set(original, copy)
  for (const [key, value] of dict) copy.set(key, copied(value, known))
  return copy
}
