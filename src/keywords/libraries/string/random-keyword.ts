import { randomInt } from 'node:crypto'
import { anything, text } from '../../catalogue/argument-type.ts'
import { defineKeyword, optional } from '../../catalogue/keyword.ts'
import { valueError } from '../../conversion/numbers.ts'
import { checkLength } from '../../value/limits.ts'
import { repr, toText } from '../../value/text.ts'
import { orInstead } from './arguments.ts'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const LETTERS = LOWER + LOWER.toUpperCase()
const NUMBERS = '0123456789'
const GROUPS: Readonly<Record<string, string>> = {
  '[LOWER]': LOWER,
  '[UPPER]': LOWER.toUpperCase(),
  '[LETTERS]': LETTERS,
  '[NUMBERS]': NUMBERS,
  '[ARABIC]': String.fromCharCode(...Array.from({ length: 256 }, (_, at) => 0x600 + at)),
  '[POLISH]': `${LETTERS}ąćęłńóśźżĄĆĘŁŃÓŚŹŻ`,
}

/** The keyword that makes text by chance. */
export const randomKeyword = defineKeyword({
  name: 'Generate Random String',
  doc: 'Gives a text of characters chosen by chance.',
  arguments: [
    optional('length', anything, 8, 'How long, or from how long to how long: `5-10`.'),
    optional(
      'chars',
      text,
      '[LETTERS][NUMBERS]',
      'The characters to choose from; [LOWER], [UPPER], [LETTERS], [NUMBERS], [ARABIC] and [POLISH] stand for many.',
    ),
  ],
  run: (given, context) => {
    const length = lengthOf(orInstead(given.length, { name: 'length', instead: 8 }, context))
    checkLength(length, 'text')
    const chars = Object.entries(GROUPS).reduce(
      (all, [name, group]) => all.replaceAll(name, group),
      given.chars,
    )
    const choices = [...chars]
    if (length > 0 && choices.length === 0) throw valueError('empty range in randrange(0, 0)')
    return Array.from({ length }, () => choices[randomInt(choices.length)]).join('')
  },
})

function lengthOf(given: unknown): number {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(toText(given)) ?? []
  if (low === undefined || high === undefined) return Math.max(0, wholeNumber(given))
  if (Number(low) > Number(high)) throw valueError(`empty range in randrange(${low}, ${Number(high) + 1})`)
  return randomInt(Number(low), Number(high) + 1)
}

function wholeNumber(given: unknown): number {
  const number = /^\s*[+-]?\d+(?:\.0)?\s*$/.test(toText(given)) ? Number(given) : Number.NaN
  if (Number.isSafeInteger(number)) return number
  throw valueError(`Cannot convert 'length' argument ${repr(given)} to an integer.`)
}
