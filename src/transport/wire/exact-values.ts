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
  if (typeof value === 'number') return Object.is(value, -0) ? new MinusZero() : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return changed(value, () => [...value])
  if (value instanceof Map)
    return new TravellingMap([...value].map(([key, of]) => [toTravelling(key), toTravelling(of)]))
  if (value instanceof Set) return new Set([...value].map(toTravelling))
  return isPlain(value) ? changed(value, () => ({ ...value })) : value
}

type Indexed = Record<string | number, unknown>

/** The value, or a copy of it with what travels as something else. */
function changed(value: object, copy: () => object): object {
  let made: Indexed | undefined
  const from = value as Indexed
  for (const key in from) {
    const travelling = toTravelling(from[key])
    if (Object.is(travelling, from[key])) continue
    made ??= copy() as Indexed
    made[key] = travelling
  }
  return made ?? value
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
