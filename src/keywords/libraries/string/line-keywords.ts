import { boolean, integer } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { foldCase } from '../../comparison/normalize.ts'
import { createFrame } from '../../expression/frame.ts'
import { flagLetters } from '../../functions/flag-names.ts'
import { Pattern, runPattern } from '../../functions/pattern.ts'
import { matchesWhole } from '../../functions/regular-expressions.ts'
import { splitLines } from '../../functions/split-methods.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { getItem } from '../../value/containers.ts'
import { caseInsensitive, end, flags, ignoreCase, orInstead, pattern, start, string } from './arguments.ts'
import { lower } from './letter-case.ts'
import { allLikeGiven, charactersBeside, charactersOf, likeGiven, type TextOrBytes } from './text-or-bytes.ts'

/** The keywords about lines of a text. */
export const lineKeywords = [
  defineKeyword({
    name: 'Get Line Count',
    doc: 'Gives how many lines a text has.',
    arguments: [string],
    run: (given, context) => {
      const { length } = linesOf(given.string)
      context.log(`${length} lines.`)
      return length
    },
  }),
  defineKeyword({
    name: 'Split To Lines',
    doc: 'Gives the lines of a text, or a part of them, as a list.',
    arguments: [string, start, end],
    run: (given, context) => {
      const from = orInstead(given.start, { name: 'start', instead: 0 }, context)
      const to = orInstead(given.end, { name: 'end', instead: 0 }, context)
      const lines = linesOf(given.string).slice(from, to)
      context.log(`${lines.length} line${lines.length === 1 ? '' : 's'} returned.`)
      return allLikeGiven(given.string, lines)
    },
  }),
  defineKeyword({
    name: 'Get Line',
    doc: 'Gives one line of a text.',
    arguments: [string, arg('lineNumber', integer, '0 is the first line, -1 the last.')],
    run: (given) => getItem(allLikeGiven(given.string, linesOf(given.string)), given.lineNumber),
  }),
  defineKeyword({
    name: 'Get Lines Containing String',
    doc: 'Gives the lines of a text that contain another, with line feeds between them.',
    arguments: [string, pattern, caseInsensitive, ignoreCase],
    run: (given, context) => {
      const { fold, wanted } = simplified(given)
      return matchingLines(given.string, (line) => fold(line).includes(wanted), context)
    },
  }),
  defineKeyword({
    name: 'Get Lines Matching Pattern',
    doc: 'Gives the lines of a text that match a pattern with `*`, `?` and `[abc]`, with line feeds between them.',
    arguments: [string, pattern, caseInsensitive, ignoreCase],
    run: (given, context) => {
      const { fold, wanted } = simplified(given)
      return matchingLines(given.string, (line) => matchesGlob(wanted, fold(line)), context)
    },
  }),
  defineKeyword({
    name: 'Get Lines Matching Regexp',
    doc: 'Gives the lines of a text that match a regular expression, with line feeds between them.',
    arguments: [
      ...[string, pattern],
      optional('partialMatch', boolean, false, 'True if a part of the line may match.'),
      flags,
    ] as const,
    run: (given, context) => {
      const parsed = Pattern.parse(charactersBeside(given.string, given.pattern), flagLetters(given.flags))
      const frame = createFrame({ variable: () => undefined }, undefined)
      const matches = given.partialMatch
        ? (line: string) => runPattern(parsed, line, frame) !== null
        : (line: string) => matchesWhole(parsed, line, frame)
      return matchingLines(given.string, matches, context)
    },
  }),
]

interface Search {
  readonly string: TextOrBytes
  readonly pattern: TextOrBytes
  readonly caseInsensitive: boolean | undefined
  readonly ignoreCase: boolean
}

/** What is looked for, and how lines are made like it. */
function simplified(given: Search) {
  const isBytes = given.string instanceof Uint8Array
  const folded = (text: string) => (isBytes ? lower(text, given.string) : foldCase(text))
  const fold = (given.caseInsensitive ?? given.ignoreCase) ? folded : (text: string) => text
  return { fold, wanted: fold(charactersBeside(given.string, given.pattern)) }
}

function matchingLines(
  given: TextOrBytes,
  matches: (line: string) => boolean,
  context: KeywordContext,
): TextOrBytes {
  const lines = linesOf(given)
  const matching = lines.filter(matches)
  context.log(`${matching.length} out of ${lines.length} lines matched.`)
  return likeGiven(given, matching.join('\n'))
}

/** The lines of a text, or of bytes, which know no other line ends than CR and LF. */
function linesOf(given: TextOrBytes): string[] {
  if (!(given instanceof Uint8Array)) return splitLines(given, false)
  const lines = charactersOf(given).split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
