import { anything, boolean } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { Dict } from '../../conversion/container-type.ts'
import { toDict } from '../../functions/conversions.ts'
import { sorted } from '../../functions/sequences.ts'
import { EvaluationError } from '../../value/evaluation-error.ts'
import { toText } from '../../value/text.ts'
import { deepcopy, dictionary, key, level } from './arguments.ts'
import { copied } from './copied.ts'
import { hasKey, keyIn } from './dict-key.ts'
import { logAt } from './telling.ts'

const sortKeys = optional('sortKeys', boolean, true, 'False keeps the order of the dict.')

/** The keywords that read dicts or make new ones. */
export const dictionaryReading = [
  defineKeyword({
    name: 'Convert To Dictionary',
    doc: 'Gives a dict of another dict, or of a list of pairs.',
    arguments: [arg('item', anything, 'A dict, or a list of pairs.')],
    run: ({ item }) => toDict(item),
  }),
  defineKeyword({
    name: 'Copy Dictionary',
    doc: 'Gives a copy of a dict, whose values are the same.',
    arguments: [dictionary, deepcopy],
    run: (given) => (given.deepcopy ? copied(given.dictionary) : new Map(given.dictionary)),
  }),
  defineKeyword({
    name: 'Get Dictionary Keys',
    doc: 'Gives the keys of a dict as a list, sorted if they can be.',
    arguments: [dictionary, sortKeys],
    run: (given) => keysOf(given.dictionary, given.sortKeys),
  }),
  defineKeyword({
    name: 'Get Dictionary Values',
    doc: 'Gives the values of a dict as a list, in the order of the sorted keys.',
    arguments: [dictionary, sortKeys],
    run: (given) => keysOf(given.dictionary, given.sortKeys).map((one) => given.dictionary.get(one)),
  }),
  defineKeyword({
    name: 'Get Dictionary Items',
    doc: 'Gives the keys and values of a dict in turn as a list, in the order of the sorted keys.',
    arguments: [dictionary, sortKeys],
    run: (given) =>
      keysOf(given.dictionary, given.sortKeys).flatMap((one) => [one, given.dictionary.get(one)]),
  }),
  defineKeyword({
    name: 'Get From Dictionary',
    doc: 'Gives the value of a key. Without the key it gives the default, or fails if there is none.',
    arguments: [dictionary, key, optional('default', anything, undefined, 'The value without the key.')],
    run: (given) => {
      if (hasKey(given.dictionary, given.key)) return given.dictionary.get(keyIn(given.dictionary, given.key))
      if (given.default !== undefined) return given.default
      throw new Error(`Dictionary does not contain key '${toText(given.key)}'.`)
    },
  }),
  defineKeyword({
    name: 'Log Dictionary',
    doc: 'Writes the items of a dict to the log, each on a line.',
    arguments: [dictionary, level],
    run: (given, context) => logAt(given.level, described(given.dictionary), context),
  }),
]

/** Keys that have no order stay in that of the dict. */
function keysOf(dict: Dict, sort: boolean): readonly unknown[] {
  const keys = [...dict.keys()]
  if (!sort) return keys
  try {
    return sorted(keys)
  } catch (error) {
    if (error instanceof EvaluationError && error.type === 'TypeError') return keys
    throw error
  }
}

function described(dict: Dict): string {
  if (dict.size === 0) return 'Dictionary is empty.'
  const head =
    dict.size === 1
      ? 'Dictionary has one item:'
      : `Dictionary size is ${dict.size} and it contains following items:`
  return [head, ...keysOf(dict, true).map((one) => `${toText(one)}: ${toText(dict.get(one))}`)].join('\n')
}
