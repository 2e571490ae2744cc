import { type ArgumentType, anything } from '../catalogue/argument-type.ts'
import { Float } from '../value/float.ts'

/**
 * A value of a suite as JavaScript has it: whole floats become numbers and dicts plain objects, in lists too. What needs
 * no change stays the same object, so that a library can change a list in place.
 */
export function toPlain(value: unknown): unknown {
  if (value instanceof Float) return value.valueOf()
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), toPlain(item)]))
  if (!Array.isArray(value)) return value
  const items = value.map(toPlain)
  return items.every((item, index) => item === value[index]) ? value : items
}

const given: ArgumentType = { name: anything.name, convert: toPlain }

/** A type whose values JavaScript can use: anything loses what only suites know. */
export function asGiven(type: ArgumentType): ArgumentType {
  return type === anything ? given : type
}
