import { addExtension } from 'msgpackr'

/** What msgpackr would confuse with something else stands in these while it travels: maps with objects, -0 with 0. */
class TravellingMap {
  readonly entries: readonly (readonly [unknown, unknown])[]

  constructor(entries: readonly (readonly [unknown, unknown])[]) {
    this.entries = entries
  }
}
class MinusZero {}

// Extensions are msgpackr's own registry, by class: nothing but these two classes is affected.
addExtension({
  Class: TravellingMap,
  type: 0x4d,
  write: (map: TravellingMap) => map.entries,
  read: (entries: readonly (readonly [unknown, unknown])[]) => new Map(entries),
})
addExtension({ Class: MinusZero, type: 0x5a, write: () => null, read: () => -0 })

/** The value as it travels; unpacking gives back what went in. What needs no change is not copied. */
export function toTravelling(value: unknown): unknown {
  return travelsAsItIs(value) ? value : changed(value)
}

/** Most values hold nothing to change: looking first costs less than collecting what might be one. */
function travelsAsItIs(value: unknown): boolean {
  if (typeof value === 'number') return !Object.is(value, -0)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(travelsAsItIs)
  if (!isPlain(value)) return !(value instanceof Map || value instanceof Set)
  for (const key in value) if (!travelsAsItIs((value as Record<string, unknown>)[key])) return false
  return true
}

function changed(value: unknown): unknown {
  if (value instanceof Map)
    return new TravellingMap([...value].map(([key, of]) => [toTravelling(key), toTravelling(of)]))
  if (value instanceof Set) return new Set([...value].map(toTravelling))
  if (Array.isArray(value)) return value.map(toTravelling)
  if (typeof value === 'number') return new MinusZero()
  return Object.fromEntries(Object.entries(value as object).map(([key, of]) => [key, toTravelling(of)]))
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
