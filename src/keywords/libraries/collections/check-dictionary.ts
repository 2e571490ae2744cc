import { boolean } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { msg, values } from '../../comparison/check-arguments.ts'
import { type Dict, mapping, type Sequence, sequence } from '../../conversion/container-type.ts'
import { none, union } from '../../conversion/union-type.ts'
import { iterate } from '../../value/containers.ts'
import { equal } from '../../value/equality.ts'
import { toText } from '../../value/text.ts'
import { dictionary, ignoreDictCase, key, value } from './arguments.ts'
import { difference } from './check-list.ts'
import { hasKey, keyIn } from './dict-key.ts'
import { type IgnoredCase, Normalizer } from './normalizer.ts'
import { fail, inQuotes } from './telling.ts'

const dict1 = arg('dict1', mapping, 'The first dict.')
const dict2 = arg('dict2', mapping, 'The second dict.')
const ignoreOrder = optional('ignoreValueOrder', boolean, false, 'True sorts lists among the values before.')

/** The checks of what is in a dict. */
export const dictionaryChecks = [
  defineKeyword({
    name: 'Dictionary Should Contain Key',
    doc: 'Fails unless a dict has a key.',
    arguments: [dictionary, key, msg, ignoreDictCase],
    run: (given) => {
      mustHaveKey(given)
    },
  }),
  defineKeyword({
    name: 'Dictionary Should Not Contain Key',
    doc: 'Fails if a dict has a key.',
    arguments: [dictionary, key, msg, ignoreDictCase],
    run: (given) => {
      if (lookUp(given).found) fail(`Dictionary contains key '${toText(given.key)}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'Dictionary Should Contain Item',
    doc: 'Fails unless a dict has a key with that value.',
    arguments: [dictionary, key, value, msg, ignoreDictCase],
    run: (given) => {
      const { dict, wanted, normalizer } = mustHaveKey(given)
      const reason = `Value of dictionary key '${toText(given.key)}' does not match`
      const [different] = difference(dict.get(keyIn(dict, wanted)), normalizer.value(given.value), reason)
      if (different !== undefined) fail(different, given.msg)
    },
  }),
  defineKeyword({
    name: 'Dictionary Should Contain Value',
    doc: 'Fails unless a value is among those of a dict.',
    arguments: [dictionary, value, msg, ignoreDictCase],
    run: (given) => {
      if (!hasValue(given)) fail(`Dictionary does not contain value '${toText(given.value)}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'Dictionary Should Not Contain Value',
    doc: 'Fails if a value is among those of a dict.',
    arguments: [dictionary, value, msg, ignoreDictCase],
    run: (given) => {
      if (hasValue(given)) fail(`Dictionary contains value '${toText(given.value)}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'Dictionaries Should Be Equal',
    doc: 'Fails unless two dicts have the same keys with the same values.',
    arguments: [
      ...[dict1, dict2, msg, values],
      optional(
        'ignoreKeys',
        union<Sequence | undefined>(sequence, none),
        undefined,
        'A list of keys that do not count.',
      ),
      ...[ignoreDictCase, ignoreOrder],
    ] as const,
    run: (given) => {
      const keys = given.ignoreKeys === undefined ? [] : iterate(given.ignoreKeys)
      compareDicts(
        given,
        new Normalizer({ case: given.ignoreCase, order: given.ignoreValueOrder, keys }),
        true,
      )
    },
  }),
  defineKeyword({
    name: 'Dictionary Should Contain Sub Dictionary',
    doc: 'Fails unless every item of the second dict is in the first.',
    arguments: [dict1, dict2, msg, values, ignoreDictCase, ignoreOrder],
    run: (given) =>
      compareDicts(given, new Normalizer({ case: given.ignoreCase, order: given.ignoreValueOrder }), false),
  }),
]

interface KeyLookup {
  readonly dictionary: Dict
  readonly key: unknown
  readonly msg: string | undefined
  readonly ignoreCase: IgnoredCase
}

function lookUp(given: KeyLookup) {
  const normalizer = new Normalizer({ case: given.ignoreCase })
  const dict = normalizer.normalize(given.dictionary)
  const wanted = normalizer.key(given.key)
  return { normalizer, dict, wanted, found: hasKey(dict, wanted) }
}

function mustHaveKey(given: KeyLookup) {
  const looked = lookUp(given)
  if (!looked.found) fail(`Dictionary does not contain key '${toText(given.key)}'.`, given.msg)
  return looked
}

function hasValue(given: { dictionary: Dict; value: unknown; ignoreCase: IgnoredCase }): boolean {
  const normalizer = new Normalizer({ case: given.ignoreCase })
  const wanted = normalizer.value(given.value)
  return [...normalizer.normalize(given.dictionary).values()].some((one) => equal(one, wanted))
}

interface Comparison {
  readonly dict1: Dict
  readonly dict2: Dict
  readonly msg: string | undefined
  readonly values: boolean
}

function compareDicts(given: Comparison, normalizer: Normalizer, both: boolean): void {
  const [first, second] = [normalizer.normalize(given.dict1), normalizer.normalize(given.dict2)]
  const missing = [
    ...missingKeys(first, second, 'first'),
    ...(both ? missingKeys(second, first, 'second') : []),
  ]
  if (missing.length > 0) fail(missing.join('\n'), given.msg, given.values)
  const different = [...second].flatMap(([one, item]) =>
    difference(first.get(keyIn(first, one)), item, `Key ${toText(one)}`),
  )
  if (different.length > 0)
    fail(['Following keys have different values:', ...different].join('\n'), given.msg, given.values)
}

function missingKeys(dict: Dict, other: Dict, which: string): string[] {
  const missing = [...other.keys()].filter((one) => !hasKey(dict, one))
  return missing.length === 0 ? [] : [`Following keys missing from ${which} dictionary: ${inQuotes(missing)}`]
}
