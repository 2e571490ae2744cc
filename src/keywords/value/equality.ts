import { asDict } from './containers.ts'
import { limitError, typeError } from './evaluation-error.ts'
import { Float } from './float.ts'
import { ObjectValue } from './object-value.ts'
import { parseQuantity, Quantity } from './quantity.ts'
import { Tuple } from './tuple.ts'
import { typeName } from './value.ts'

const DEEPEST = 200
const MOST_COMPARISONS = 20_000_000

/**
 * Python's `==`: numbers by value whatever their type, lists and dicts by their items. Takes the pairs of values that it
 * compares off a budget.
 */
export function equal(left: unknown, right: unknown, budget?: { left: number }): boolean {
  if (left === right) return true
  if (typeof left === 'string' && typeof right === 'string') return false
  return new Comparison(budget).equal(left, right, 0)
}

export type Order = '<' | '<=' | '>' | '>='

/** Python's `<`, `<=`, `>`, `>=`. A number beside text with a unit (`"3.3 V"`) reads the text as that quantity. */
export function inOrder(operator: Order, left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number') return holds(operator, left, right)
  const [a, b] = withUnits(left, right)
  return new Comparison().inOrder(operator, a, b)
}

/** The number behind an int, float, bool or quantity; undefined for anything else. */
export function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return Number(value)
  return value instanceof Float || value instanceof Quantity ? value.valueOf() : undefined
}

/** Reads text beside a number or quantity as a quantity, where it is one. */
function withUnits(left: unknown, right: unknown): [unknown, unknown] {
  if (typeof left === 'string' && numberOf(right) !== undefined) return [parseQuantity(left) ?? left, right]
  if (typeof right === 'string' && numberOf(left) !== undefined) return [left, parseQuantity(right) ?? right]
  return [left, right]
}

/** One comparison of two values, bounded in depth and in parts. */
class Comparison {
  readonly #budget: { left: number }

  constructor(budget = { left: MOST_COMPARISONS }) {
    this.#budget = budget
  }

  equal(left: unknown, right: unknown, depth: number): boolean {
    this.#count(depth)
    if (left === right) return true
    const a = numberOf(left)
    const b = numberOf(right)
    if (a !== undefined || b !== undefined)
      return a !== undefined && b !== undefined && sameNumber(left, right, a, b)
    if (left === undefined || right === undefined) return (left ?? null) === (right ?? null)
    if (Array.isArray(left)) return this.#lists(left, right, depth + 1)
    if (left instanceof ObjectValue) return left.compare(right) === 0
    if (left instanceof Set) return right instanceof Set && sameMembers(left, right)
    if (left instanceof Uint8Array) return right instanceof Uint8Array && Buffer.compare(left, right) === 0
    return this.#dicts(left, right, depth + 1)
  }

  inOrder(operator: Order, left: unknown, right: unknown): boolean {
    const a = orderable(left)
    const b = orderable(right)
    if (a !== undefined && b !== undefined && (typeof a === 'string') === (typeof b === 'string')) {
      checkKinds(left, right)
      return holds(operator, a, b)
    }
    if (Array.isArray(left) && Array.isArray(right) && left instanceof Tuple === right instanceof Tuple)
      return this.#listsInOrder(operator, left, right)
    if (left instanceof Set && right instanceof Set) return setsInOrder(operator, left, right)
    const outcome = left instanceof ObjectValue ? left.compare(right) : undefined
    if (outcome !== undefined) return holds(operator, outcome, 0)
    const names = `'${typeName(left)}' and '${typeName(right)}'`
    throw typeError(`'${operator}' not supported between instances of ${names}`)
  }

  #lists(left: unknown[], right: unknown, depth: number): boolean {
    if (!Array.isArray(right) || left.length !== right.length) return false
    if (left instanceof Tuple !== right instanceof Tuple) return false
    return left.every((item, index) => this.equal(item, right[index], depth))
  }

  #dicts(left: unknown, right: unknown, depth: number): boolean {
    const a = asDict(left)
    const b = asDict(right)
    if (a === undefined || b === undefined || a.size !== b.size) return false
    for (const [key, value] of a) if (!b.has(key) || !this.equal(value, b.get(key), depth)) return false
    return true
  }

  #listsInOrder(operator: Order, left: unknown[], right: unknown[]): boolean {
    const at = left.findIndex((item, index) => index >= right.length || !this.equal(item, right[index], 0))
    if (at === -1 || at >= right.length) return holds(operator, left.length, right.length)
    return this.inOrder(operator, left[at], right[at])
  }

  #count(depth: number): void {
    if (depth > DEEPEST) throw limitError(`the values nest more than ${DEEPEST} deep`)
    if (--this.#budget.left < 0) throw limitError('the values are too large to compare')
  }
}

function sameNumber(left: unknown, right: unknown, a: number | bigint, b: number | bigint): boolean {
  if (left instanceof Quantity && right instanceof Quantity && left.kind !== right.kind) return false
  return typeof a === typeof b ? a === b : a >= b && a <= b
}

function sameMembers(left: ReadonlySet<unknown>, right: ReadonlySet<unknown>): boolean {
  return left.size === right.size && isSubset(left, right)
}

function isSubset(left: ReadonlySet<unknown>, right: ReadonlySet<unknown>): boolean {
  return [...left].every((member) => right.has(member))
}

function setsInOrder(operator: Order, left: ReadonlySet<unknown>, right: ReadonlySet<unknown>): boolean {
  if (operator === '>' || operator === '>=') return setsInOrder(operator === '>' ? '<' : '<=', right, left)
  return isSubset(left, right) && (operator === '<=' || left.size < right.size)
}

function orderable(value: unknown): number | bigint | string | undefined {
  return typeof value === 'string' ? value : numberOf(value)
}

function checkKinds(left: unknown, right: unknown): void {
  if (!(left instanceof Quantity && right instanceof Quantity) || left.kind === right.kind) return
  throw typeError(`a ${left.kind} (${left}) and a ${right.kind} (${right}) cannot be compared`)
}

function holds<T extends number | bigint | string>(operator: Order, left: T, right: T): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}
