import { asDict } from '../value/containers.ts'
import { type EvaluationError, typeError } from '../value/evaluation-error.ts'
import { checkLength } from '../value/limits.ts'
import { toInteger } from '../value/number.ts'
import { Tuple, tuple } from '../value/tuple.ts'
import { typeName } from '../value/value.ts'
import { type Arithmetic, unsupported } from './operand-error.ts'
import { formatPercent } from './percent-format.ts'

/** Python's operators on text, lists, tuples, dicts and sets: joining, repeating, formatting, set algebra. */
export function combineSequences(operator: Arithmetic, left: unknown, right: unknown): unknown {
  if (operator === '+') return join(left, right)
  if (operator === '*') return repeat(left, right)
  if (operator === '%' && typeof left === 'string') return formatPercent(left, right)
  if (left instanceof Set && right instanceof Set) return combineSets(operator, left, right)
  const [a, b] = [asDict(left), asDict(right)]
  if (operator === '|' && a !== undefined && b !== undefined) return new Map([...a, ...b])
  throw unsupported(operator, left, right)
}

function join(left: unknown, right: unknown): unknown {
  if (typeof left === 'string') {
    if (typeof right !== 'string') throw cannotJoin(left, right)
    return checkLength(left.length + right.length, 'text') && left + right
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Uint8Array.from([...left, ...right])
  if (!Array.isArray(left)) throw unsupported('+', left, right)
  if (!Array.isArray(right) || left instanceof Tuple !== right instanceof Tuple) throw cannotJoin(left, right)
  checkLength(left.length + right.length, 'list')
  return left instanceof Tuple ? tuple([...left, ...right]) : [...left, ...right]
}

function cannotJoin(left: unknown, right: unknown): EvaluationError {
  const name = typeName(left)
  return typeError(`can only concatenate ${name} (not "${typeName(right)}") to ${name}`)
}

function repeat(left: unknown, right: unknown): unknown {
  const [sequence, count] = isSequence(left) ? [left, right] : [right, left]
  if (!isSequence(sequence)) throw unsupported('*', left, right)
  const times = toInteger(count)
  if (times === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(count)}'`)
  if (times <= 0 || sequence.length === 0) return resembling(sequence, [])
  checkLength(sequence.length * Number(times), typeof sequence === 'string' ? 'text' : 'list')
  if (typeof sequence === 'string') return sequence.repeat(Number(times))
  const items: unknown[] = []
  for (let round = 0; round < times; round++) for (const item of sequence) items.push(item)
  return resembling(sequence, items)
}

function isSequence(value: unknown): value is string | unknown[] {
  return typeof value === 'string' || Array.isArray(value)
}

function resembling(sequence: string | unknown[], items: unknown[]): unknown {
  if (typeof sequence === 'string') return ''
  return sequence instanceof Tuple ? tuple(items) : items
}

function combineSets(operator: Arithmetic, left: ReadonlySet<unknown>, right: ReadonlySet<unknown>): unknown {
  const only = [...left].filter((member) => !right.has(member))
  if (operator === '|') return new Set([...left, ...right])
  if (operator === '&') return new Set([...left].filter((member) => right.has(member)))
  if (operator === '-') return new Set(only)
  if (operator === '^') return new Set([...only, ...[...right].filter((member) => !left.has(member))])
  throw unsupported(operator, left, right)
}
