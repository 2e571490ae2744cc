import { keyOf } from '../../value/containers.ts'
import { equal } from '../../value/equality.ts'
import { Tuple } from '../../value/tuple.ts'

/** Whether a dict has a key. Throws Python's TypeError for what cannot be one. */
export function hasKey(dict: ReadonlyMap<unknown, unknown>, key: unknown): boolean {
  return dict.has(keyIn(dict, key))
}

/** The key as it stands in the dict: a tuple in suites is one key with every other that has the same items. */
export function keyIn(dict: ReadonlyMap<unknown, unknown>, key: unknown): unknown {
  if (!(key instanceof Tuple)) return keyOf(key)
  for (const one of dict.keys()) if (one instanceof Tuple && equal(one, key)) return one
  return key
}
