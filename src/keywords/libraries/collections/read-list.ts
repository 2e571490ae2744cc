import { anything, integer } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { listLike } from '../../conversion/container-type.ts'
import { getItem, iterate, slice } from '../../value/containers.ts'
import { equal } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'
import { deepcopy, end, index, level, list, start, value } from './arguments.ts'
import { copied } from './copied.ts'
import { placeIn } from './list-place.ts'
import { counted, logAt } from './telling.ts'

/** The keywords that read lists or make new ones. */
export const listReading = [
  defineKeyword({
    name: 'Convert To List',
    doc: 'Gives the items of a tuple, set, dict or text as a list.',
    arguments: [arg('item', anything, 'What has items.')],
    run: ({ item }) => [...iterate(item)],
  }),
  defineKeyword({
    name: 'Combine Lists',
    doc: 'Gives a list of the items of all the lists, which stay as they are.',
    arguments: [rest('lists', listLike, 'The lists.')],
    run: ({ lists }) => lists.flatMap((one) => [...iterate(one)]),
  }),
  defineKeyword({
    name: 'Remove Duplicates',
    doc: 'Gives a list with each item once, in the order of their first places.',
    arguments: [list],
    run: ({ list_: items }, context) => {
      const once: unknown[] = []
      for (const item of iterate(items)) if (!once.some((one) => equal(one, item))) once.push(item)
      context.log(`${counted(items.length - once.length, 'duplicate')} removed.`)
      return once
    },
  }),
  defineKeyword({
    name: 'Get From List',
    doc: 'Gives the item at an index.',
    arguments: [list, index],
    run: ({ list_: items, ...given }) => getItem(items, placeIn(items, given.index)),
  }),
  defineKeyword({
    name: 'Get Slice From List',
    doc: 'Gives the items from one index up to, but without, another.',
    arguments: [list, start, end],
    run: (given, context) =>
      sliceOf(given.list_, startOf(given.start, 'Get Slice From List', context), given.end),
  }),
  defineKeyword({
    name: 'Count Values In List',
    doc: 'Gives how often a value is in a list, or in a part of it.',
    arguments: [list, value, optional('start', integer, 0, 'Where the part begins.'), end],
    run: (given) => {
      return sliceOf(given.list_, given.start, given.end).filter((item) => equal(item, given.value)).length
    },
  }),
  defineKeyword({
    name: 'Get Index From List',
    doc: 'Gives the index of the first item that equals a value, -1 if there is none.',
    arguments: [list, value, start, end],
    run: (given, context) => {
      const from = startOf(given.start, 'Get Index From List', context)
      const at = sliceOf(given.list_, from, given.end).findIndex((item) => equal(item, given.value))
      return at === -1 ? -1 : at + Math.max(0, from < 0 ? from + given.list_.length : from)
    },
  }),
  defineKeyword({
    name: 'Copy List',
    doc: 'Gives a copy of a list, whose items are the same.',
    arguments: [list, deepcopy],
    run: (given) =>
      given.deepcopy ? copied(given.list_) : slice(given.list_, { from: null, to: null, step: null }),
  }),
  defineKeyword({
    name: 'Log List',
    doc: 'Writes the items of a list to the log, each on a line with its index.',
    arguments: [list, level],
    run: (given, context) => logAt(given.level, described(iterate(given.list_)), context),
  }),
]

function startOf(given: number | '', keyword: string, context: KeywordContext): number {
  if (given !== '') return given
  const message = `Using an empty string as a start index with the '${keyword}' keyword is deprecated. Use '0' instead.`
  context.log(message, 'WARN')
  return 0
}

function sliceOf(items: unknown, from: number, to: number | undefined): readonly unknown[] {
  return iterate(slice(items, { from, to: to ?? null, step: null }))
}

function described(items: readonly unknown[]): string {
  if (items.length === 0) return 'List is empty.'
  if (items.length === 1) return `List has one item:\n${toText(items[0])}`
  const lines = items.map((item, at) => `${at}: ${toText(item)}`)
  return [`List length is ${items.length} and it contains following items:`, ...lines].join('\n')
}
