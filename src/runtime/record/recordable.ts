import { HilError, messageOf } from '../errors.ts'
import type { RecordedError } from './event.ts'

const LONGEST_TEXT = 10_000
const MOST_ITEMS = 1000
const DEEPEST = 8

/** Any value as JSON can hold it: bytes as `<bytes 123>`, NaN and big integers as text, what is too long cut off. */
export function recordable(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
      return value.length <= LONGEST_TEXT
        ? value
        : `${value.slice(0, LONGEST_TEXT)}… <${value.length} characters>`
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return String(value)
    case 'object':
      return value === null ? null : recordableObject(value, depth)
    case 'function':
    case 'symbol':
      return `<${typeof value}>`
    default:
      return value
  }
}

/** An error as the record keeps it. */
export function recordError(error: unknown): RecordedError {
  const message = messageOf(error)
  return error instanceof HilError ? { message, family: error.family, code: error.code } : { message }
}

function recordableObject(value: object, depth: number): unknown {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `<bytes ${value.byteLength}>`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Error) return recordError(value)
  if (depth >= DEEPEST) return '<…>'
  if (value instanceof Set) return recordableList([...value], depth)
  if (Array.isArray(value)) return recordableList(value, depth)
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  const kept = entries.slice(0, MOST_ITEMS).map(([key, item]) => [String(key), recordable(item, depth + 1)])
  if (entries.length > MOST_ITEMS) kept.push(['…', `<${entries.length} entries>`])
  return Object.fromEntries(kept)
}

function recordableList(list: readonly unknown[], depth: number): unknown[] {
  const kept = list.slice(0, MOST_ITEMS).map((item) => recordable(item, depth + 1))
  return list.length > MOST_ITEMS ? [...kept, `<${list.length} items>`] : kept
}
