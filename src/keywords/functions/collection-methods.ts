import { asDict, iterate, keyOf } from '../value/containers.ts'
import { equal } from '../value/equality.ts'
import { EvaluationError } from '../value/evaluation-error.ts'
import { repr } from '../value/text.ts'
import { Tuple, tuple } from '../value/tuple.ts'
import { type Callable, defineMethod } from './callable.ts'

/** The methods of lists and tuples that change nothing. */
export const listMethods: readonly Callable[] = [
  defineMethod('list.index', ([list, item]) => indexOf(list, item), { count: [1, 1] }),
  defineMethod('list.count', ([list, item]) => iterate(list).filter((one) => equal(one, item)).length, {
    count: [1, 1],
  }),
  defineMethod('list.copy', ([list]) => [...iterate(list)]),
]

/** The methods of dicts that change nothing. */
export const dictMethods: readonly Callable[] = [
  defineMethod('dict.keys', ([dict]) => [...dictOf(dict).keys()]),
  defineMethod('dict.values', ([dict]) => [...dictOf(dict).values()]),
  defineMethod('dict.items', ([dict]) => [...dictOf(dict)].map(tuple)),
  defineMethod(
    'dict.get',
    ([dict, key, otherwise = null]) =>
      dictOf(dict).has(keyOf(key)) ? dictOf(dict).get(keyOf(key)) : otherwise,
    { count: [1, 2] },
  ),
  defineMethod('dict.copy', ([dict]) => new Map(dictOf(dict))),
]

/** The methods of sets that change nothing. */
export const setMethods: readonly Callable[] = [
  defineMethod('set.union', ([set, other]) => new Set([...iterate(set), ...iterate(other).map(keyOf)]), {
    count: [1, 1],
  }),
  defineMethod('set.intersection', ([set, other]) => only(set, other, true), { count: [1, 1] }),
  defineMethod('set.difference', ([set, other]) => only(set, other, false), { count: [1, 1] }),
  defineMethod('set.issubset', ([set, other]) => only(set, other, false).size === 0, { count: [1, 1] }),
  defineMethod(
    'set.issuperset',
    ([set, other]) => only(new Set(iterate(other).map(keyOf)), set, false).size === 0,
    { count: [1, 1] },
  ),
]

function indexOf(list: unknown, item: unknown): number {
  const at = iterate(list).findIndex((one) => equal(one, item))
  const message = list instanceof Tuple ? 'tuple.index(x): x not in tuple' : `${repr(item)} is not in list`
  if (at === -1) throw new EvaluationError('ValueError', message)
  return at
}

function dictOf(value: unknown): Map<unknown, unknown> {
  return asDict(value) ?? new Map()
}

function only(set: unknown, other: unknown, inOther: boolean): Set<unknown> {
  const others = new Set(iterate(other).map(keyOf))
  return new Set(iterate(set).filter((member) => others.has(keyOf(member)) === inOther))
}
