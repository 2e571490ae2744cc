import { SuiteError } from '../../runtime/errors.ts'
import { asList, slice } from '../value/containers.ts'
import { isPlainObject, typeName } from '../value/value.ts'

/** True for dictionaries: maps, and plain objects that drivers answer with. */
export function isDict(value: unknown): value is Map<unknown, unknown> | Record<string, unknown> {
  return value instanceof Map || isPlainObject(value)
}

/** `value[item]` as suites mean it: a key of a dictionary, an index or a slice of a list or a text. */
export function itemOf(value: unknown, item: unknown, name: string): unknown {
  if (isDict(value)) return valueOfKey(value, item, name)
  const sequence = typeof value === 'string' ? value : asList(value)
  if (sequence === undefined)
    throw new SuiteError('no-items', `Variable '${name}' has no items: it is of type ${typeName(value)}.`)
  if (typeof item === 'string' && item.includes(':')) return slicePart(sequence, item, name)
  const index = Number(item)
  if (!Number.isInteger(index) || item === '')
    throw new SuiteError('wrong-index', `Sequence '${name}' used with invalid index '${String(item)}'.`)
  const at = index < 0 ? sequence.length + index : index
  if (at < 0 || at >= sequence.length)
    throw new SuiteError('wrong-index', `Sequence '${name}' has no item in index ${index}.`)
  return sequence[at]
}

/** The value of a dictionary's key; a number written as text finds the number too. */
export function keyOf(
  dict: Map<unknown, unknown> | Record<string, unknown>,
  key: unknown,
): { readonly value: unknown } | undefined {
  if (dict instanceof Map) {
    const candidates = typeof key === 'string' && key.trim() !== '' ? [key, Number(key)] : [key, String(key)]
    const found = candidates.find((candidate) => dict.has(candidate))
    return found === undefined ? undefined : { value: dict.get(found) }
  }
  return Object.hasOwn(dict, String(key)) ? { value: dict[String(key)] } : undefined
}

function valueOfKey(
  dict: Map<unknown, unknown> | Record<string, unknown>,
  key: unknown,
  name: string,
): unknown {
  const found = keyOf(dict, key)
  if (found === undefined) throw new SuiteError('no-key', `Dictionary '${name}' has no key '${String(key)}'.`)
  return found.value
}

/** `[from:to:step]`, any part of which may be left out. */
function slicePart(sequence: unknown, text: string, name: string): unknown {
  const parts = text.split(':').map((part) => (part.trim() === '' ? null : Number(part)))
  if (parts.length > 3 || parts.some((part) => part !== null && !Number.isInteger(part)))
    throw new SuiteError('wrong-index', `Sequence '${name}' used with invalid index '${text}'.`)
  const [from = null, to = null, step = null] = parts
  return slice(sequence, { from, to, step })
}
