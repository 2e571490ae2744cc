import { boolean } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { msg, values } from '../../comparison/check-arguments.ts'
import { contains } from '../../comparison/contains.ts'
import { unequalText } from '../../comparison/inequality.ts'
import { listLike, mapping, sequence } from '../../conversion/container-type.ts'
import { none, union } from '../../conversion/union-type.ts'
import { asDict, iterate } from '../../value/containers.ts'
import { equal } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'
import { ignoreCase, list, value } from './arguments.ts'
import { Normalizer } from './normalizer.ts'
import { fail, inBrackets, inQuotes } from './telling.ts'

const anyList = arg('list_', listLike, 'The list; of a dict the keys count.')
const list1 = arg('list1', listLike, 'The first list.')
const list2 = arg('list2', listLike, 'The second list.')
const names = optional(
  'names',
  union<unknown>(mapping, sequence, none),
  undefined,
  'Names of the indices for messages: a list, or a dict from index to name.',
)

/** The checks of what is in a list. */
export const listChecks = [
  defineKeyword({
    name: 'List Should Contain Value',
    doc: 'Fails unless a list contains a value.',
    arguments: [anyList, value, msg, ignoreCase],
    run: (given) => {
      if (isIn(given)) return
      fail(`${inBrackets(iterate(given.list_))} does not contain value '${toText(given.value)}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'List Should Not Contain Value',
    doc: 'Fails if a list contains a value.',
    arguments: [anyList, value, msg, ignoreCase],
    run: (given) => {
      if (!isIn(given)) return
      fail(`${inBrackets(iterate(given.list_))} contains value '${toText(given.value)}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'List Should Not Contain Duplicates',
    doc: 'Fails if a list contains a value more than once.',
    arguments: [list, msg, ignoreCase],
    run: (given, context) => {
      const items = iterate(new Normalizer({ case: given.ignoreCase }).normalize(given.list_))
      const duplicates = duplicatesIn(items, context)
      if (duplicates.length > 0) fail(`${inQuotes(duplicates)} found multiple times.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'Lists Should Be Equal',
    doc: 'Fails unless two lists have the same items in the same order.',
    arguments: [
      ...[list1, list2, msg, values, names],
      optional('ignoreOrder', boolean, false, 'True sorts the lists, and those inside, before.'),
      ignoreCase,
    ] as const,
    run: (given) => {
      const [length1, length2] = [iterate(given.list1).length, iterate(given.list2).length]
      if (length1 !== length2)
        fail(`Lengths are different: ${length1} != ${length2}`, given.msg, given.values)
      const normalizer = new Normalizer({ case: given.ignoreCase, order: given.ignoreOrder })
      const [first, second] = [normalizer.normalize(given.list1), normalizer.normalize(given.list2)]
      const found = differences(iterate(first), iterate(second), namesOf(given.names))
      if (found.length > 0) fail(['Lists are different:', ...found].join('\n'), given.msg, given.values)
    },
  }),
  defineKeyword({
    name: 'List Should Contain Sub List',
    doc: 'Fails unless every item of the second list is in the first; order and number do not count.',
    arguments: [list1, list2, msg, values, ignoreCase],
    run: (given) => {
      const normalizer = new Normalizer({ case: given.ignoreCase })
      const all = normalizer.normalize(given.list1)
      const missing = iterate(normalizer.normalize(given.list2)).filter((item) => !contains(all, item))
      if (missing.length > 0)
        fail(`Following values are missing: ${inQuotes(missing)}`, given.msg, given.values)
    },
  }),
]

function isIn(given: { list_: unknown; value: unknown; ignoreCase: boolean }): boolean {
  const normalizer = new Normalizer({ case: given.ignoreCase })
  return contains(normalizer.normalize(given.list_), normalizer.normalize(given.value))
}

function duplicatesIn(items: readonly unknown[], context: KeywordContext): unknown[] {
  const found: unknown[] = []
  for (const item of items) {
    if (found.some((one) => equal(one, item))) continue
    const count = items.filter((one) => equal(one, item)).length
    if (count < 2) continue
    context.log(`'${toText(item)}' found ${count} times.`)
    found.push(item)
  }
  return found
}

function differences(
  first: readonly unknown[],
  second: readonly unknown[],
  named: ReadonlyMap<unknown, unknown>,
): string[] {
  return first.flatMap((item, at) => {
    if (at >= second.length) return []
    const name = named.has(at) ? ` (${toText(named.get(at))})` : ''
    return difference(item, second[at], `Index ${at}${name}`)
  })
}

/** How two values differ, told after a name; nothing if they do not. */
export function difference(first: unknown, second: unknown, name: string): string[] {
  return equal(first, second) ? [] : [`${name}: ${unequalText(first, second)}`]
}

function namesOf(given: unknown): ReadonlyMap<unknown, unknown> {
  if (given === undefined) return new Map()
  const dict = asDict(given)
  if (dict === undefined) return new Map(iterate(given).map((name, at) => [at, name]))
  return new Map([...dict].map(([at, name]) => [Number(at), name]))
}
