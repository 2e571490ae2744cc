import { type Frame, spend } from '../expression/frame.ts'
import { compute } from '../operators/arithmetic.ts'
import { iterate, lengthOf } from '../value/containers.ts'
import { inOrder } from '../value/equality.ts'
import { EvaluationError, typeError } from '../value/evaluation-error.ts'
import { checkLength } from '../value/limits.ts'
import { tuple } from '../value/tuple.ts'
import { isTruthy, typeName } from '../value/value.ts'
import { integerArgument } from './argument-reading.ts'
import { type Callable, callWith, define, FunctionReference } from './callable.ts'

/** The functions that go through lists. */
export const sequences: readonly Callable[] = [
  define('len', ([value]) => length(value), { text: true, work: 'none' }),
  define('sum', ([items, start = 0]) => sum(iterate(items), start), {
    count: [1, 2],
    parameters: ['', 'start'],
    work: 'items',
  }),
  define('min', extreme('min', '<'), {
    count: [1, 1000],
    parameters: [...Array<string>(1000).fill(''), 'key', 'default'],
    work: 'items',
  }),
  define('max', extreme('max', '>'), {
    count: [1, 1000],
    parameters: [...Array<string>(1000).fill(''), 'key', 'default'],
    work: 'items',
  }),
  define('any', ([items]) => iterate(items).some(isTruthy), { work: 'items' }),
  define('all', ([items]) => iterate(items).every(isTruthy), { work: 'items' }),
  define('sorted', sortedBy, { parameters: ['', 'key', 'reverse'], count: [1, 3], work: 'items' }),
  define('reversed', ([items]) => [...iterate(items)].reverse(), { text: true, work: 'items' }),
  define('enumerate', ([items, start]) => numbered(iterate(items), integerArgument(start, 0)), {
    count: [1, 2],
    parameters: ['', 'start'],
    work: 'items',
  }),
  define('zip', (lists) => zip(lists.map(iterate)), { count: [0, 20], work: 'items' }),
  define('range', range, { count: [1, 3] }),
  define('map', ([call, items], frame) => iterate(items).map((item) => apply(call, item, frame)), {
    count: [2, 2],
    work: 'items',
  }),
  define(
    'filter',
    ([call, items], frame) =>
      iterate(items).filter((item) => isTruthy(call === null ? item : apply(call, item, frame))),
    { count: [2, 2], work: 'items' },
  ),
]

function length(value: unknown): number {
  const found = lengthOf(value)
  if (found !== undefined) return found
  throw typeError(`object of type '${typeName(value)}' has no len()`)
}

function sum(items: readonly unknown[], start: unknown): unknown {
  if (typeof start === 'string') throw typeError("sum() can't sum strings [use ''.join(seq) instead]")
  return items.reduce((total, item) => compute('+', total, item), start)
}

function extreme(name: string, operator: '<' | '>'): Callable['run'] {
  return (args, frame) => {
    const [key, otherwise] = [args[1000], args[1001]]
    const given = args.slice(0, 1000)
    const items = given.length === 1 || args.length > 1000 ? iterate(given[0]) : given
    if (items.length === 0) {
      if (1001 in args) return otherwise
      throw new EvaluationError('ValueError', `${name}() arg is an empty sequence`)
    }
    const keys = key === undefined ? items : items.map((item) => apply(key, item, frame))
    let best = 0
    for (let at = 1; at < items.length; at++) if (inOrder(operator, keys[at], keys[best])) best = at
    return items[best]
  }
}

/** The items in Python's order. Throws its TypeError where two of them have none. */
export function sorted(items: readonly unknown[]): unknown[] {
  return [...items].sort((a, b) => (inOrder('<', a, b) ? -1 : inOrder('<', b, a) ? 1 : 0))
}

function sortedBy([items, key, reverse]: readonly unknown[], frame: Frame): unknown[] {
  const list = iterate(items)
  spend(frame, list.length * Math.ceil(Math.log2(list.length + 2)))
  const keyed = list.map((item) => ({
    item,
    key: key === undefined || key === null ? item : apply(key, item, frame),
  }))
  const sign = isTruthy(reverse ?? false) ? -1 : 1
  keyed.sort((a, b) => (inOrder('<', a.key, b.key) ? -sign : inOrder('<', b.key, a.key) ? sign : 0))
  return keyed.map(({ item }) => item)
}

function numbered(items: readonly unknown[], start: number): unknown[] {
  return items.map((item, index) => tuple([index + start, item]))
}

function zip(lists: readonly (readonly unknown[])[]): unknown[] {
  const shortest = lists.length === 0 ? 0 : Math.min(...lists.map((list) => list.length))
  return Array.from({ length: shortest }, (_, index) => tuple(lists.map((list) => list[index])))
}

function range(args: readonly unknown[], frame: Frame): number[] {
  const [a = 0, b, step = 1] = args.map((arg) => integerArgument(arg))
  const [from, to] = b === undefined ? [0, a] : [a, b]
  if (step === 0) throw new EvaluationError('ValueError', 'range() arg 3 must not be zero')
  const count = Math.max(0, Math.ceil((to - from) / step))
  checkLength(count, 'list')
  spend(frame, count)
  return Array.from({ length: count }, (_, index) => from + index * step)
}

function apply(call: unknown, item: unknown, frame: Frame): unknown {
  if (!(call instanceof FunctionReference)) throw typeError(`'${typeName(call)}' object is not callable`)
  spend(frame, 1)
  return callWith(call.callable, { positional: [item], named: new Map() }, frame)
}
