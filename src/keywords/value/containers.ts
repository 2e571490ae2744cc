import { EvaluationError, typeError } from './evaluation-error.ts'
import { Float } from './float.ts'
import { ObjectValue } from './object-value.ts'
import { repr } from './text.ts'
import { Tuple, tuple } from './tuple.ts'
import { isPlainObject, type Key, typeName } from './value.ts'

/** A list's items, also of a tuple, a set or the keys of a dict; undefined for anything else, text included. */
export function asList(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (value instanceof Set) return [...value]
  if (value instanceof ObjectValue) return value.items()
  const dict = asDict(value)
  if (dict !== undefined) return [...dict.keys()]
  return value instanceof Uint8Array ? [...value] : undefined
}

/** A dict as a Map (the same one if it is a Map already); undefined for anything else. */
export function asDict(value: unknown): Map<unknown, unknown> | undefined {
  if (value instanceof Map) return value
  return isPlainObject(value) ? new Map(Object.entries(value)) : undefined
}

/** What a loop over the value goes through; text gives its characters. Throws Python's TypeError. */
export function iterate(value: unknown): readonly unknown[] {
  const list = typeof value === 'string' ? [...value] : asList(value)
  if (list !== undefined) return list
  throw typeError(`'${typeName(value)}' object is not iterable`)
}

/** How many items, or characters; undefined where there is no such number. */
export function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return isAstral(value) ? [...value].length : value.length
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length
  if (value instanceof Map || value instanceof Set) return value.size
  if (value instanceof ObjectValue) return value.items()?.length
  return isPlainObject(value) ? Object.keys(value).length : undefined
}

/** The key that a value is in dicts and sets: `1.0` and `1` are one. Throws Python's TypeError. */
export function keyOf(value: unknown): Key {
  if (value === undefined || value === null) return null
  if (value instanceof Float) return value.valueOf()
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return value
  if (value instanceof Tuple) throw typeError('tuples cannot be keys of a dict or members of a set here')
  throw typeError(`unhashable type: '${typeName(value)}'`)
}

/** Sets an item of a list or dict, through a path of keys as in `${x}[a][0]`. */
export function keepItem(container: unknown, path: readonly unknown[], value: unknown): void {
  const [key, ...deeper] = path
  if (deeper.length > 0) keepItem(getItem(container, key), deeper, value)
  else if (container instanceof Map) container.set(keyOf(key), value)
  else if (Array.isArray(container)) container[position(container, key)] = value
  else if (isPlainObject(container))
    Object.defineProperty(container, String(key), {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
  else throw typeError(`'${typeName(container)}' object does not support item assignment`)
}

/** The item at an index or key. Throws Python's IndexError, KeyError or TypeError. */
export function getItem(container: unknown, key: unknown): unknown {
  if (typeof container === 'string') return characterAt(container, key)
  if (Array.isArray(container) || container instanceof Uint8Array) return container[position(container, key)]
  const items = container instanceof ObjectValue ? container.items() : undefined
  if (items !== undefined) return getItem(items, key)
  const dict = asDict(container)
  if (dict === undefined) throw typeError(`'${typeName(container)}' object is not subscriptable`)
  const wanted = keyOf(key)
  if (dict.has(wanted)) return dict.get(wanted)
  throw new EvaluationError('KeyError', repr(wanted))
}

/** Python's slice `from:to:step` of text, a list, a tuple or bytes; null stands for a part left out. */
export function slice(
  value: unknown,
  { from, to, step }: { from: number | null; to: number | null; step: number | null },
): unknown {
  const items = typeof value === 'string' && isAstral(value) ? [...value] : value
  if (typeof items !== 'string' && !Array.isArray(items) && !(items instanceof Uint8Array))
    throw typeError(`'${typeName(value)}' object is not subscriptable`)
  const stride = step ?? 1
  if (stride === 0) throw new EvaluationError('ValueError', 'slice step cannot be zero')
  const [first, last] = bounds(items.length, from, to, stride)
  if (stride === 1) return resembling(value, items.slice(first, Math.max(first, last)))
  const picked: unknown[] = []
  for (let at = first; stride > 0 ? at < last : at > last; at += stride) picked.push(items[at])
  return resembling(value, picked)
}

function bounds(length: number, from: number | null, to: number | null, step: number): [number, number] {
  const low = step > 0 ? 0 : -1
  const high = step > 0 ? length : length - 1
  const clamp = (at: number) => Math.min(high, Math.max(low, at < 0 ? at + length : at))
  return [
    from === null ? (step > 0 ? low : high) : clamp(from),
    to === null ? (step > 0 ? high : low) : clamp(to),
  ]
}

function resembling(original: unknown, part: string | readonly unknown[] | Uint8Array): unknown {
  if (typeof original === 'string') return typeof part === 'string' ? part : Array.from(part).join('')
  if (original instanceof Uint8Array) return Uint8Array.from(part as Iterable<number>)
  return typeName(original) === 'tuple' ? tuple(part as readonly unknown[]) : part
}

function position(list: { length: number }, key: unknown): number {
  const index = indexOf(key)
  const name = typeName(list)
  if (index === undefined) throw typeError(`${name} indices must be integers or slices, not ${typeName(key)}`)
  const at = index < 0 ? index + list.length : index
  if (at >= 0 && at < list.length) return at
  throw new EvaluationError(
    'IndexError',
    name === 'bytes' ? 'index out of range' : `${name} index out of range`,
  )
}

/** A whole number as an index; one that is too large for any list stays too large. */
function indexOf(key: unknown): number | undefined {
  if (typeof key === 'boolean' || typeof key === 'bigint') return Number(key)
  return typeof key === 'number' && Number.isSafeInteger(key) ? key : undefined
}

function characterAt(text: string, key: unknown): string {
  const index = indexOf(key)
  if (index === undefined) throw typeError(`string indices must be integers, not '${typeName(key)}'`)
  const characters = isAstral(text) ? [...text] : text
  const found = characters[index < 0 ? index + characters.length : index]
  if (found !== undefined) return found
  throw new EvaluationError('IndexError', 'string index out of range')
}

/** True if characters and UTF-16 units differ in number. */
function isAstral(text: string): boolean {
  return /[\ud800-\udbff]/.test(text)
}
