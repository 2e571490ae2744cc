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

/** The value as it travels; unpacking gives back what went in. */
export function toTravelling(value: unknown): unknown {
  if (Object.is(value, -0)) return new MinusZero()
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(toTravelling)
  if (value instanceof Map)
    return new TravellingMap([...value].map(([key, of]) => [toTravelling(key), toTravelling(of)]))
  if (value instanceof Set) return new Set([...value].map(toTravelling))
  return isPlain(value)
    ? Object.fromEntries(Object.entries(value).map(([key, of]) => [key, toTravelling(of)]))
    : value
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
