import type { CompareOperator, OperatorNode } from '../../grammar/expression-tree.ts'
import { FunctionReference } from '../functions/callable.ts'
import { asDict, keyOf } from '../value/containers.ts'
import { equal, inOrder, type Order } from '../value/equality.ts'
import { typeError } from '../value/evaluation-error.ts'
import { readLiteral } from '../value/literal-text.ts'
import { typeName } from '../value/value.ts'
import { type Compiler, isBraced } from './compiler.ts'
import { type Frame, type Run, spendOn } from './frame.ts'

type CompareNode = Extract<OperatorNode, { kind: 'compare' }>

/** Compares two values; the flags tell which of them came from `${x}` and may be read as a number. */
export interface Relation {
  readonly operator: CompareOperator
  readonly looseLeft: boolean
  readonly looseRight: boolean
}

/** `a == b`, and chains such as `0 < x <= 5`, each operand computed once. */
export function compileCompare({ first, rest }: CompareNode, compiler: Compiler): Run {
  const runFirst = compiler.raw(first)
  const relations = rest.map(({ operator, operand }, index) => {
    const before = rest[index - 1]?.operand ?? first
    const relation: Relation = { operator, looseLeft: isBraced(before), looseRight: isBraced(operand) }
    return { relation, run: compiler.raw(operand) }
  })
  return (frame) => {
    let left = runFirst(frame)
    for (const { relation, run } of relations) {
      const right = run(frame)
      if (!relate(relation, left, right, frame)) return false
      left = right
    }
    return true
  }
}

/** Whether two values stand in a relation. */
export function relate(relation: Relation, left: unknown, right: unknown, frame: Frame): boolean {
  switch (relation.operator) {
    case '==':
      return areEqual(relation, left, right, frame)
    case '!=':
      return !areEqual(relation, left, right, frame)
    case 'in':
      return isIn(relation, left, right, frame)
    case 'not in':
      return !isIn(relation, left, right, frame)
    case 'is':
      return isSame(relation, left, right, frame)
    case 'is not':
      return !isSame(relation, left, right, frame)
    default:
      spendOn(frame, left)
      return areInOrder(relation.operator, relation, left, right)
  }
}

function areEqual(relation: Relation, left: unknown, right: unknown, frame: Frame): boolean {
  if (left === right) return true
  if (typeof left === 'number' && typeof right === 'number') return false
  if (left instanceof FunctionReference) return right instanceof FunctionReference && left.name === right.name
  spendOn(frame, left)
  if (equal(left, right, frame.comparisons)) return true
  const { looseLeft, looseRight } = relation
  if (!looseLeft && !looseRight) return false
  return equal(looseLeft ? readLiteral(left) : left, looseRight ? readLiteral(right) : right)
}

/** `is` compares type and value: `1 is 1.0` is False, `x is None` what it says, and text may be compared too. */
function isSame(relation: Relation, left: unknown, right: unknown, frame: Frame): boolean {
  if (typeName(left) === typeName(right) && equal(left, right, frame.comparisons)) return true
  const a = relation.looseLeft ? readLiteral(left) : left
  const b = relation.looseRight ? readLiteral(right) : right
  return typeName(a) === typeName(b) && equal(a, b)
}

function areInOrder(operator: Order, relation: Relation, left: unknown, right: unknown): boolean {
  const a = relation.looseLeft ? readLiteral(left) : left
  const b = relation.looseRight ? readLiteral(right) : right
  const bothText = typeof left === 'string' && typeof right === 'string'
  if (bothText && (typeof a === 'string' || typeof b === 'string')) return inOrder(operator, left, right)
  return inOrder(operator, a, b)
}

function isIn(relation: Relation, item: unknown, container: unknown, frame: Frame): boolean {
  if (has(container, item, frame)) return true
  return relation.looseLeft && typeof container !== 'string' && has(container, readLiteral(item), frame)
}

/** Python's `in`. */
export function has(container: unknown, item: unknown, frame: Frame): boolean {
  spendOn(frame, container)
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item)
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`)
  }
  if (Array.isArray(container)) return container.some((one) => equal(one, item, frame.comparisons))
  if (container instanceof Set) return container.has(keyOf(item))
  if (container instanceof Uint8Array)
    return item instanceof Uint8Array
      ? Buffer.from(container).includes(Buffer.from(item))
      : typeof item === 'number' && container.includes(item)
  const dict = asDict(container)
  if (dict !== undefined) return dict.has(keyOf(item))
  throw typeError(`argument of type '${typeName(container)}' is not iterable`)
}
