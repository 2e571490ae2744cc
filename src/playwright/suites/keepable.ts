import { serialize } from 'node:v8'
import { Float } from '../../keywords/value/float.ts'

/** The variables of a scope that another process can be given: plain data. The rest, such as devices, is left out. */
export function keepableVariables(variables: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const kept = new Map<string, unknown>()
  for (const [name, value] of variables) {
    const plain = value instanceof Float ? value.valueOf() : value
    if (isKeepable(plain)) kept.set(name, plain)
  }
  return kept
}

function isKeepable(value: unknown): boolean {
  try {
    serialize(value)
    return true
  } catch {
    return false
  }
}
