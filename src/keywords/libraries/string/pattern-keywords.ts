import { anything, integer } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import { byName } from '../../comparison/check-arguments.ts'
import { textOrBytes } from '../../conversion/union-type.ts'
import { createFrame } from '../../expression/frame.ts'
import { flagLetters } from '../../functions/flag-names.ts'
import { Match } from '../../functions/match.ts'
import { Pattern } from '../../functions/pattern.ts'
import { all, replaceMatches } from '../../functions/regular-expressions.ts'
import { tuple } from '../../value/tuple.ts'
import { flags, pattern, string } from './arguments.ts'
import { charactersBeside, charactersOf, likeGiven, type TextOrBytes } from './text-or-bytes.ts'

/** The keywords that find and replace with regular expressions. */
export const patternKeywords = [
  defineKeyword({
    name: 'Get Regexp Matches',
    doc: 'Gives what a regular expression matches in a text as a list: whole matches, one group, or tuples of groups.',
    arguments: [
      ...[string, pattern],
      rest('groups', anything, 'Numbers or names of groups.'),
      byName(flags),
    ] as const,
    run: (given) => {
      const text = charactersOf(given.string)
      const parsed = Pattern.parse(charactersBeside(given.string, given.pattern), flagLetters(given.flags))
      const keys = given.groups.map(groupKey)
      return all(parsed, text, newFrame()).map((match) =>
        groupsOf(new Match(match, text), keys, given.string),
      )
    },
  }),
  defineKeyword({
    name: 'Replace String Using Regexp',
    doc: 'Gives a text in which what a regular expression matches is replaced.',
    arguments: [
      ...[string, pattern],
      arg('replaceWith', textOrBytes, 'What takes its place; `\\1` and `\\g<name>` stand for groups.'),
      optional('count', integer, -1, 'How many at most; -1 is all.'),
      flags,
    ] as const,
    run: (given) => replaced(given.string, given),
  }),
  defineKeyword({
    name: 'Remove String Using Regexp',
    doc: 'Gives a text without what regular expressions match.',
    arguments: [string, rest('patterns', textOrBytes, 'The regular expressions.'), byName(flags)],
    run: (given) =>
      given.patterns.reduce<TextOrBytes>(
        (text, one) => replaced(text, { pattern: one, replaceWith: '', count: -1, flags: given.flags }),
        given.string,
      ),
  }),
]

interface Replacing {
  readonly pattern: TextOrBytes
  readonly replaceWith: TextOrBytes
  readonly count: number
  readonly flags: string | undefined
}

function replaced(
  given: TextOrBytes,
  { pattern: source, replaceWith, count, flags: names }: Replacing,
): TextOrBytes {
  if (count === 0) return given
  const parsed = Pattern.parse(charactersBeside(given, source), flagLetters(names))
  const replacement = charactersBeside(given, replaceWith)
  const text = charactersOf(given)
  return likeGiven(given, replaceMatches(parsed, { text, replacement, most: Math.max(count, 0) }, newFrame()))
}

function groupKey(group: unknown): unknown {
  return typeof group === 'string' && /^\s*[+-]?\d+\s*$/.test(group) ? Number(group) : group
}

function groupsOf(match: Match, keys: readonly unknown[], given: TextOrBytes): unknown {
  const groups = (keys.length === 0 ? [0] : keys).map((key) => {
    const found = match.group(key)
    return found === null ? null : likeGiven(given, found)
  })
  return groups.length === 1 ? groups[0] : tuple(groups)
}

function newFrame() {
  return createFrame({ variable: () => undefined }, undefined)
}
