import type { JSONValue } from 'json-p3'
import { asDict } from '../../value/containers.ts'
import { toText } from '../../value/text.ts'

/** Values inside values past this depth are refused. */
const DEEPEST = 500

/** A value of a suite as JavaScript's own JSON values, for libraries that know only those. */
export function plainJson(value: unknown, depth = 0): JSONValue {
  if (depth > DEEPEST) throw new Error(`The value is nested more than ${DEEPEST} deep.`)
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map((item) => plainJson(item, depth + 1))
  const dict = asDict(value)
  if (dict === undefined) return typeof value === 'bigint' || isNumber(value) ? Number(value) : toText(value)
  return Object.fromEntries([...dict].map(([key, item]) => [toText(key), plainJson(item, depth + 1)]))
}

/** Floats that are whole numbers are objects. */
function isNumber(value: unknown): boolean {
  return typeof value === 'object' && typeof value?.valueOf() === 'number'
}
