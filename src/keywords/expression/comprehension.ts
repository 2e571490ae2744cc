import type { ComprehensionClause, ComprehensionNode } from '../../grammar/expression-tree.ts'
import { iterate, keyOf } from '../value/containers.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { isTruthy } from '../value/value.ts'
import type { Compiler } from './compiler.ts'
import { type Frame, type Run, spend, spendOnItems } from './frame.ts'

/** `[x for x in items if x]`, also with braces and inside the parentheses of a call. */
export function compileComprehension(tree: ComprehensionNode, compiler: Compiler): Run {
  const inner = compiler.within(tree.clauses.flatMap((clause) => clause.names))
  const loop = compileClauses(tree.clauses, compiler)
  const element = inner.value(tree.element)
  if (tree.value !== undefined) {
    const value = inner.value(tree.value)
    return (frame) => {
      const dict = new Map<unknown, unknown>()
      loop(frame, () => {
        spend(frame, KEPT)
        dict.set(keyOf(element(frame)), value(frame))
      })
      return dict
    }
  }
  const collect: Run = (frame) => {
    const list: unknown[] = []
    loop(frame, () => list.push(element(frame)))
    return list
  }
  return tree.result === 'set' ? (frame) => new Set((collect(frame) as unknown[]).map(keyOf)) : collect
}

/** Steps for an entry of a dict. */
const KEPT = 5

type Loop = (frame: Frame, body: () => unknown) => void

function compileClauses(clauses: readonly ComprehensionClause[], compiler: Compiler): Loop {
  const [clause, ...rest] = clauses
  if (clause === undefined) return (_frame, body) => body()
  const iterable = compiler.value(clause.iterable)
  const inner = compiler.within(clause.names)
  const conditions = clause.conditions.map(inner.value)
  const next = compileClauses(rest, inner)
  const bind = binder(clause.names, compiler.locals.length)
  return (frame, body) => {
    const source = iterable(frame)
    spendOnItems(frame, source)
    const items = iterate(source)
    for (const item of items) {
      spend(frame, 1)
      bind(frame, item)
      if (conditions.every((condition) => isTruthy(condition(frame)))) next(frame, body)
    }
  }
}

function binder(names: readonly string[], slot: number): (frame: Frame, item: unknown) => void {
  if (names.length === 1)
    return (frame, item) => {
      frame.locals[slot] = item
    }
  return (frame, item) => {
    const values = iterate(item)
    if (values.length !== names.length) throw unpackError(values.length, names.length)
    values.forEach((value, index) => {
      frame.locals[slot + index] = value
    })
  }
}

function unpackError(got: number, expected: number): EvaluationError {
  const message =
    got > expected
      ? `too many values to unpack (expected ${expected})`
      : `not enough values to unpack (expected ${expected}, got ${got})`
  return new EvaluationError('ValueError', message)
}
