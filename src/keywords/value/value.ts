import { Float } from './float.ts'
import { ObjectValue } from './object-value.ts'
import { Quantity } from './quantity.ts'
import { Tuple } from './tuple.ts'

/*
 * The values of suites. Plain data, so that nothing of JavaScript can be reached through them:
 *
 *   None            null (undefined counts as None)
 *   bool            boolean
 *   int             a number that is a safe integer; a bigint past 2^53
 *   float           any other number; Float for whole ones, so that `4 / 2` is `2.0`
 *   str             string
 *   list, tuple     array; Tuple, which is an array too
 *   dict            Map with strings, numbers, booleans or null as keys; plain objects are read as dicts
 *   set             Set with such members
 *   bytes           Uint8Array
 *   a quantity      Quantity, `20 s` or `3.3 V`
 *   a library's     ObjectValue: a date, a time between dates
 *
 * Whatever else a driver or library returns is passed on and compared by identity, nothing more.
 */

/** What dicts may have as keys and sets as members. */
export type Key = string | number | bigint | boolean | null

/** A name for the type of a value, in Python's words: `int`, `str`, `NoneType`. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'undefined':
      return 'NoneType'
    default:
      return value === null ? 'NoneType' : nameOfObject(value)
  }
}

/** True unless the value is None, False, zero or empty. */
export function isTruthy(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value) || Number.isNaN(value)
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0
  if (value instanceof Map || value instanceof Set) return value.size > 0
  if (value instanceof Float || value instanceof Quantity) return value.valueOf() !== 0
  if (value instanceof ObjectValue) return value.isTruthy()
  return !isPlainObject(value) || Object.keys(value).length > 0
}

/** True for an object that is only data: what JSON and drivers give. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function nameOfObject(value: unknown): string {
  if (value instanceof Tuple) return 'tuple'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Float) return 'float'
  if (value instanceof Map || isPlainObject(value)) return 'dict'
  if (value instanceof Set) return 'set'
  if (value instanceof Uint8Array) return 'bytes'
  if (value instanceof ObjectValue) return value.type
  return value instanceof Quantity ? value.kind : 'object'
}
