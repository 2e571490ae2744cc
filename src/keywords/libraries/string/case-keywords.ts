import type { ArgumentType } from '../../catalogue/argument-type.ts'
import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import { msg } from '../../comparison/check-arguments.ts'
import { equal } from '../../value/equality.ts'
import { repr, toText } from '../../value/text.ts'
import { string } from './arguments.ts'
import { isLower, isUpper, lower, upper } from './letter-case.ts'
import { charactersOf, likeGiven } from './text-or-bytes.ts'
import { titleCase } from './title-case.ts'

const words: ArgumentType = {
  name: 'text | list',
  convert: (value) => {
    if (value === null || value === undefined) return undefined
    return Array.isArray(value) || value instanceof Uint8Array ? value : toText(value)
  },
}
const exclude = optional(
  'exclude',
  words,
  undefined,
  'Words that stay as they are, as a list or with commas between them; each is a regular expression.',
)

/** The keywords about upper and lower case. */
export const caseKeywords = [
  defineKeyword({
    name: 'Convert To Lower Case',
    doc: 'Gives a text in lower case.',
    arguments: [string],
    run: (given) => likeGiven(given.string, lower(charactersOf(given.string), given.string)),
  }),
  defineKeyword({
    name: 'Convert To Upper Case',
    doc: 'Gives a text in upper case.',
    arguments: [string],
    run: (given) => likeGiven(given.string, upper(charactersOf(given.string), given.string)),
  }),
  defineKeyword({
    name: 'Convert To Title Case',
    doc: 'Gives a text whose lower-case words begin with a capital; words with capitals in them stay as they are.',
    arguments: [string, exclude],
    run: (given) => titleCase(given.string, given.exclude),
  }),
  defineKeyword({
    name: 'Should Be Lower Case',
    doc: 'Fails unless all letters of a text are lower case.',
    arguments: [string, msg],
    run: (given) => {
      if (isLower(charactersOf(given.string), given.string)) return
      throw new Error(given.msg || `${repr(given.string)} is not lower case.`)
    },
  }),
  defineKeyword({
    name: 'Should Be Upper Case',
    doc: 'Fails unless all letters of a text are upper case.',
    arguments: [string, msg],
    run: (given) => {
      if (isUpper(charactersOf(given.string), given.string)) return
      throw new Error(given.msg || `${repr(given.string)} is not upper case.`)
    },
  }),
  defineKeyword({
    name: 'Should Be Title Case',
    doc: 'Fails unless a text is as Convert To Title Case would write it.',
    arguments: [string, msg, exclude],
    run: (given) => {
      if (equal(given.string, titleCase(given.string, given.exclude))) return
      throw new Error(given.msg || `${repr(given.string)} is not title case.`)
    },
  }),
]
