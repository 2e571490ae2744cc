import { integer, oneOf } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { textOrBytes } from '../../conversion/union-type.ts'
import { split } from '../../functions/split-methods.ts'
import { replace, strip } from '../../functions/string-methods.ts'
import { slice } from '../../value/containers.ts'
import { end, optionalPart, orInstead, start, string } from './arguments.ts'
import { allLikeGiven, charactersBeside, charactersOf, likeGiven, type TextOrBytes } from './text-or-bytes.ts'

const separator = optional(
  'separator',
  optionalPart,
  undefined,
  'What stands between the parts; white space unless told.',
)
const maxSplit = optional('maxSplit', integer, -1, 'How many cuts at most; -1 is any number.')
const marker = arg('marker', textOrBytes, 'What stands between the parts.')

/** The keywords that take texts apart. */
export const partKeywords = [
  defineKeyword({
    name: 'Replace String',
    doc: 'Gives a text in which another is replaced.',
    arguments: [
      string,
      arg('searchFor', textOrBytes, 'What is replaced.'),
      arg('replaceWith', textOrBytes, 'What takes its place.'),
      optional('count', integer, -1, 'How many at most; -1 is all.'),
    ],
    run: (given) => {
      const [old, fresh] = [given.searchFor, given.replaceWith].map((one) =>
        charactersBeside(given.string, one),
      )
      return likeGiven(given.string, replace(charactersOf(given.string), [old, fresh, given.count]))
    },
  }),
  defineKeyword({
    name: 'Remove String',
    doc: 'Gives a text without others.',
    arguments: [string, rest('removables', textOrBytes, 'The texts to take out, one after the other.')],
    run: (given) =>
      given.removables.reduce<TextOrBytes>((text, one) => {
        return likeGiven(text, replace(charactersOf(text), [charactersBeside(text, one), '']))
      }, given.string),
  }),
  defineKeyword({
    name: 'Split String',
    doc: 'Gives the parts of a text between separators as a list.',
    arguments: [string, separator, maxSplit],
    run: (given, context) => splitFrom('start', given, context),
  }),
  defineKeyword({
    name: 'Split String From Right',
    doc: 'The same as Split String, but the cuts are made from the end.',
    arguments: [string, separator, maxSplit],
    run: (given, context) => splitFrom('end', given, context),
  }),
  defineKeyword({
    name: 'Split String To Characters',
    doc: 'Gives the characters of a text as a list.',
    arguments: [string],
    run: (given) => allLikeGiven(given.string, [...charactersOf(given.string)]),
  }),
  defineKeyword({
    name: 'Fetch From Left',
    doc: 'Gives what stands before a marker; without the marker, the whole text.',
    arguments: [string, marker],
    run: (given) => likeGiven(given.string, partsOf(given)[0] ?? ''),
  }),
  defineKeyword({
    name: 'Fetch From Right',
    doc: 'Gives what stands after the last marker; without the marker, the whole text.',
    arguments: [string, marker],
    run: (given) => likeGiven(given.string, partsOf(given).at(-1) ?? ''),
  }),
  defineKeyword({
    name: 'Get Substring',
    doc: 'Gives the characters from one index up to, but without, another.',
    arguments: [string, start, end],
    run: (given, context) => {
      const from = orInstead(given.start, { name: 'start', instead: 0 }, context) ?? null
      const to = orInstead(given.end, { name: 'end', instead: 0 }, context) ?? null
      return slice(given.string, { from, to, step: null })
    },
  }),
  defineKeyword({
    name: 'Strip String',
    doc: 'Gives a text without white space, or without some characters, at its ends.',
    arguments: [
      string,
      optional('mode', oneOf('left', 'right', 'both', 'none'), 'both', 'left, right, both or none.'),
      optional('characters', optionalPart, undefined, 'The characters to take off.'),
    ],
    run: (given) => {
      const { mode, characters } = given
      const taken = characters === undefined ? undefined : charactersBeside(given.string, characters)
      const text = charactersOf(given.string)
      const left = mode === 'left' || mode === 'both' ? strip(text, taken, 'start') : text
      return likeGiven(given.string, mode === 'right' || mode === 'both' ? strip(left, taken, 'end') : left)
    },
  }),
]

interface Splitting {
  readonly string: TextOrBytes
  readonly separator: TextOrBytes | undefined
  readonly maxSplit: number
}

function splitFrom(side: 'start' | 'end', given: Splitting, context: KeywordContext): TextOrBytes[] {
  const mark = orInstead(given.separator, { name: 'separator', instead: undefined }, context)
  const between = mark === undefined ? undefined : charactersBeside(given.string, mark)
  return allLikeGiven(given.string, split(charactersOf(given.string), between, given.maxSplit, side))
}

function partsOf(given: { readonly string: TextOrBytes; readonly marker: TextOrBytes }): string[] {
  const mark = charactersBeside(given.string, given.marker)
  return split(charactersOf(given.string), mark, -1, 'start') as string[]
}
