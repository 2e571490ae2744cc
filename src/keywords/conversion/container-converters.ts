import { asDict, asList, keyOf } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { spokenType } from '../value/spoken-type.ts'
import { Tuple, tuple } from '../value/tuple.ts'
import { type Converter, converted, Unfit } from './converter.ts'
import { literalOf } from './literal.ts'

/** A list, or what can be one; `item` converts what is in it. */
export function listConverter(name: string, expected: string, item: Converter | undefined): Converter {
  const isPlain = (value: unknown) => Array.isArray(value) && !(value instanceof Tuple)
  return {
    name,
    fits: (value) => isPlain(value) && (item === undefined || asItems(value).every((one) => item.fits(one))),
    convert: (value) => convertItems(itemsIn(value, expected), item),
  }
}

/** A tuple of items of one type (`open`), or of as many as there are types. */
export function tupleConverter(
  name: string,
  nested: readonly Converter[] | undefined,
  open: boolean,
): Converter {
  const typeAt = (index: number) => nested?.[open ? 0 : index]
  const fitting = (items: readonly unknown[]) =>
    (nested === undefined || open || items.length === nested.length) &&
    items.every((one, index) => typeAt(index)?.fits(one) ?? true)
  return {
    name,
    fits: (value) => value instanceof Tuple && fitting(value),
    convert: (value) => {
      const items = itemsIn(value, 'tuple')
      if (nested !== undefined && !open && items.length !== nested.length)
        throw new Unfit(
          `Expected ${nested.length} item${nested.length === 1 ? '' : 's'}, got ${items.length}.`,
        )
      return tuple(items.map((one, index) => convertItem(typeAt(index), one, index)))
    },
  }
}

/** A set of items of one type. */
export function setConverter(name: string, item: Converter | undefined): Converter {
  return {
    name,
    fits: (value) =>
      value instanceof Set && (item === undefined || [...value].every((one) => item.fits(one))),
    convert: (value) => {
      const items = value === 'set()' ? [] : itemsIn(value, 'set')
      const all = items.map((one) => (item === undefined ? one : converted(item, one, { kind: 'Item' })))
      return new Set(all.map(keyOf))
    },
  }
}

/** A dict with keys of one type and values of another. */
export function dictConverter(name: string, nested: readonly Converter[] | undefined): Converter {
  const [key, item] = nested ?? []
  return {
    name,
    fits: (value) =>
      value instanceof Map && [...value].every(([k, v]) => (key?.fits(k) ?? true) && (item?.fits(v) ?? true)),
    convert: (value) => {
      const result = new Map<unknown, unknown>()
      for (const [k, v] of dictIn(value)) {
        const keyOfItem = key === undefined ? k : converted(key, k, { kind: 'Key' })
        const shown = typeof k === 'string' ? k : String(k)
        result.set(
          keyOf(keyOfItem),
          item === undefined ? v : converted(item, v, { kind: 'Item', name: shown }),
        )
      }
      return result
    },
  }
}

function convertItems(items: readonly unknown[], item: Converter | undefined): unknown[] {
  return items.map((one, index) => convertItem(item, one, index))
}

function convertItem(item: Converter | undefined, one: unknown, index: number): unknown {
  return item === undefined ? one : converted(item, one, { kind: 'Item', name: String(index) })
}

function asItems(value: unknown): readonly unknown[] {
  return value as readonly unknown[]
}

/** The items of a list, or of a text that is one. */
function itemsIn(value: unknown, expected: string): readonly unknown[] {
  const literal = typeof value === 'string' ? evaluated(value) : value
  const isSet = literal instanceof Set
  if (isSet ? expected === 'set' || typeof value !== 'string' : Array.isArray(literal))
    return asList(literal) ?? []
  if (typeof value === 'string') throw new Unfit(`Value is ${spokenType(literal)}, not ${expected}.`)
  if (literal instanceof Uint8Array) return [...literal]
  throw new Unfit()
}

function dictIn(value: unknown): ReadonlyMap<unknown, unknown> {
  const literal = typeof value === 'string' ? evaluated(value) : value
  const dict = asDict(literal)
  if (dict !== undefined) return dict
  throw new Unfit(typeof value === 'string' ? `Value is ${spokenType(literal)}, not dict.` : '')
}

function evaluated(text: string): unknown {
  try {
    return literalOf(text)
  } catch (error) {
    if (error instanceof EvaluationError) throw new Unfit('Invalid expression.')
    throw error
  }
}
