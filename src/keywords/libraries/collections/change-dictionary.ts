import { anything } from '../../catalogue/argument-type.ts'
import { defineKeyword, named, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import type { Dict } from '../../conversion/container-type.ts'
import { valueError } from '../../conversion/numbers.ts'
import { equal } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'
import { changedDictionary, key } from './arguments.ts'
import { hasKey, keyIn } from './dict-key.ts'

const keys = rest('keys', anything, 'The keys.')

/** The keywords that change a dict. */
export const dictionaryChanges = [
  defineKeyword({
    name: 'Set To Dictionary',
    doc: 'Adds or replaces items of a dict, given as keys and values in turn or as `key=value`. Gives the dict.',
    arguments: [
      changedDictionary,
      rest('keyValuePairs', anything, 'Keys and values in turn.'),
      named('items', anything, 'Items as `key=value`.'),
    ],
    run: ({ dictionary, keyValuePairs, items }) => {
      if (keyValuePairs.length % 2 !== 0)
        throw valueError(
          'Adding data to a dictionary failed. There should be even number of key-value-pairs.',
        )
      for (let at = 0; at < keyValuePairs.length; at += 2)
        dictionary.set(keyIn(dictionary, keyValuePairs[at]), keyValuePairs[at + 1])
      for (const [name, item] of Object.entries(items)) dictionary.set(name, item)
      return dictionary
    },
  }),
  defineKeyword({
    name: 'Remove From Dictionary',
    doc: 'Takes items out of a dict by their keys; keys that it does not have are passed over. Gives the dict.',
    arguments: [changedDictionary, keys],
    run: (given, context) => remove(given.dictionary, given.keys, context),
  }),
  defineKeyword({
    name: 'Pop From Dictionary',
    doc: 'Takes an item out of a dict and gives its value. Without the key it gives the default, or fails if there is none.',
    arguments: [
      changedDictionary,
      key,
      optional('default', anything, undefined, 'The value without the key.'),
    ],
    run: ({ dictionary, ...given }) => {
      if (!hasKey(dictionary, given.key)) {
        if (given.default !== undefined) return given.default
        throw new Error(`Dictionary does not contain key '${toText(given.key)}'.`)
      }
      const popped = dictionary.get(keyIn(dictionary, given.key))
      dictionary.delete(keyIn(dictionary, given.key))
      return popped
    },
  }),
  defineKeyword({
    name: 'Keep In Dictionary',
    doc: 'Takes all items out of a dict but those with the keys. Gives the dict.',
    arguments: [changedDictionary, keys],
    run: (given, context) => {
      const removed = [...given.dictionary.keys()].filter(
        (one) => !given.keys.some((kept) => equal(kept, one)),
      )
      return remove(given.dictionary, removed, context)
    },
  }),
]

function remove(dict: Dict, keysToRemove: readonly unknown[], context: KeywordContext): Dict {
  for (const one of keysToRemove) {
    if (hasKey(dict, one)) {
      const found = dict.get(keyIn(dict, one))
      dict.delete(keyIn(dict, one))
      context.log(`Removed item with key '${toText(one)}' and value '${toText(found)}'.`)
    } else context.log(`Key '${toText(one)}' not found.`)
  }
  return dict
}
