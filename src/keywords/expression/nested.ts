import type { ExpressionTree, NestedNode } from '../../grammar/expression-tree.ts'
import { keyOf } from '../value/containers.ts'
import { tuple } from '../value/tuple.ts'
import type { Compiler } from './compiler.ts'
import { type Run, spend } from './frame.ts'

type ListNode = Extract<NestedNode, { items: readonly ExpressionTree[] }>
type DictNode = Extract<NestedNode, { kind: 'dict' }>

/** `[1, 2]`, `(1, 2)` or `{1, 2}`. */
export function compileList({ kind, items }: ListNode, compiler: Compiler): Run {
  const runs = items.map(compiler.value)
  if (kind === 'list') return (frame) => runs.map((run) => run(frame))
  if (kind === 'tuple') return (frame) => tuple(runs.map((run) => run(frame)))
  return (frame) => {
    spend(frame, MADE + runs.length)
    return new Set(runs.map((run) => keyOf(run(frame))))
  }
}

/** `{'a': 1}`. */
export function compileDict({ entries }: DictNode, compiler: Compiler): Run {
  const runs = entries.map(({ key, value }) => [compiler.value(key), compiler.value(value)] as const)
  return (frame) => {
    spend(frame, MADE + runs.length)
    return new Map(runs.map(([key, value]) => [keyOf(key(frame)), value(frame)]))
  }
}

/** Steps for making a dict or set. */
const MADE = 10
