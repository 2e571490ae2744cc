import { SuiteError } from '../../../runtime/errors.ts'
import { anything, integer } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { msg } from '../../comparison/check-arguments.ts'
import { lengthOf } from '../../value/containers.ts'
import { toText } from '../../value/text.ts'

const item = arg('item', anything, 'Text, a list or a dict.')

/** The keywords about the length of texts, lists and dicts. */
export const lengthKeywords = [
  defineKeyword({
    name: 'Get Length',
    doc: 'Gives how many characters a text or items a list or dict has.',
    arguments: [item],
    run: (given, context) => measured(given.item, context),
  }),
  defineKeyword({
    name: 'Length Should Be',
    doc: 'Fails unless a text, list or dict has so many characters or items.',
    arguments: [item, arg('length', integer, 'How many.'), msg],
    run: (given, context) => {
      const length = measured(given.item, context)
      if (length === given.length) return
      const reason = `Length of '${toText(given.item)}' should be ${given.length} but is ${length}.`
      throw new Error(given.msg || reason)
    },
  }),
  defineKeyword({
    name: 'Should Be Empty',
    doc: 'Fails unless a text, list or dict is empty.',
    arguments: [item, msg],
    run: (given, context) => {
      if (measured(given.item, context) === 0) return
      throw new Error(given.msg || `'${toText(given.item)}' should be empty.`)
    },
  }),
  defineKeyword({
    name: 'Should Not Be Empty',
    doc: 'Fails if a text, list or dict is empty.',
    arguments: [item, msg],
    run: (given, context) => {
      if (measured(given.item, context) > 0) return
      throw new Error(given.msg || `'${toText(given.item)}' should not be empty.`)
    },
  }),
]

function measured(value: unknown, context: KeywordContext): number {
  const length = lengthOf(value)
  if (length === undefined) throw new SuiteError('no-length', `Could not get length of '${toText(value)}'.`)
  context.log(`Length is ${length}.`)
  return length
}
