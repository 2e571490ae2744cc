import { anything } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword } from '../../catalogue/keyword.ts'
import { msg } from '../../comparison/check-arguments.ts'
import { spokenType } from '../../value/spoken-type.ts'
import { repr } from '../../value/text.ts'

const item = arg('item', anything, 'The value.')

/** The checks of whether a value is text. */
export const kindKeywords = [
  defineKeyword({
    name: 'Should Be String',
    doc: 'Fails unless a value is text.',
    arguments: [item, msg],
    run: (given) => mustBeString(given.item, given.msg),
  }),
  defineKeyword({
    name: 'Should Not Be String',
    doc: 'Fails if a value is text.',
    arguments: [item, msg],
    run: (given) => {
      if (typeof given.item === 'string') throw new Error(given.msg || `${repr(given.item)} is a string.`)
    },
  }),
  defineKeyword({
    name: 'Should Be Unicode String',
    doc: 'Fails unless a value is text; an old name of Should Be String.',
    arguments: [item, msg],
    run: (given) => mustBeString(given.item, given.msg),
  }),
  defineKeyword({
    name: 'Should Be Byte String',
    doc: 'Fails unless a value is bytes.',
    arguments: [item, msg],
    run: (given) => {
      if (given.item instanceof Uint8Array) return
      throw new Error(given.msg || `${repr(given.item)} is not a byte string.`)
    },
  }),
]

function mustBeString(item: unknown, message: string | undefined): void {
  if (typeof item === 'string') return
  throw new Error(message || `${repr(item)} is ${spokenType(item)}, not a string.`)
}
