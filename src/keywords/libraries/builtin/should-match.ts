import { anything, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional, rest } from '../../catalogue/keyword.ts'
import {
  collapseSpaces,
  ignoreCase,
  msg,
  optionalText,
  stripSpaces,
  values,
} from '../../comparison/check-arguments.ts'
import { toldOf } from '../../comparison/inequality.ts'
import { foldCase, normalize, type Tolerance } from '../../comparison/normalize.ts'
import { toBytes } from '../../conversion/bytes.ts'
import { createFrame } from '../../expression/frame.ts'
import { flagLetters } from '../../functions/flag-names.ts'
import { Pattern, runPattern } from '../../functions/pattern.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { toText } from '../../value/text.ts'

const string = arg('string', text, 'The text.')
const pattern = arg('pattern', text, 'The pattern.')
const str1 = arg('str1', anything, 'The text.')
const str2 = arg('str2', anything, 'Its beginning or end.')
const flags = optional('flags', optionalText, undefined, 'Flags such as IGNORECASE|MULTILINE.')
const tolerance = [ignoreCase, stripSpaces, collapseSpaces] as const

/** The checks of what a text looks like. */
export const matchingKeywords = [
  defineKeyword({
    name: 'Should Match',
    doc: 'Fails unless a text matches a pattern with * and ?.',
    arguments: [string, pattern, msg, values, ignoreCase],
    run: (given) => {
      if (!matches(given)) throw new Error(toldOf(given.string, 'does not match', given.pattern, given))
    },
  }),
  defineKeyword({
    name: 'Should Not Match',
    doc: 'Fails if a text matches a pattern with * and ?.',
    arguments: [string, pattern, msg, values, ignoreCase],
    run: (given) => {
      if (matches(given)) throw new Error(toldOf(given.string, 'matches', given.pattern, given))
    },
  }),
  defineKeyword({
    name: 'Should Match Regexp',
    doc: 'Fails unless a regular expression is found in a text. Gives what was found, with groups as a list.',
    arguments: [string, pattern, msg, values, flags],
    run: (given) => {
      const match = search(given)
      if (match === null) throw new Error(toldOf(given.string, 'does not match', given.pattern, given))
      const groups = match.slice(1).map((group) => group ?? null)
      return groups.length === 0 ? match[0] : [match[0], ...groups]
    },
  }),
  defineKeyword({
    name: 'Should Not Match Regexp',
    doc: 'Fails if a regular expression is found in a text.',
    arguments: [string, pattern, msg, values, flags],
    run: (given) => {
      if (search(given) !== null) throw new Error(toldOf(given.string, 'matches', given.pattern, given))
    },
  }),
  edgeKeyword('Should Start With', 'startsWith', true, 'does not start with'),
  edgeKeyword('Should Not Start With', 'startsWith', false, 'starts with'),
  edgeKeyword('Should End With', 'endsWith', true, 'does not end with'),
  edgeKeyword('Should Not End With', 'endsWith', false, 'ends with'),
  defineKeyword({
    name: 'Regexp Escape',
    doc: 'Gives texts in which nothing has a meaning in regular expressions; several as a list.',
    arguments: [rest('patterns', text, 'The texts.')],
    run: ({ patterns }) => {
      const escaped = patterns.map((one) => one.replace(/[-\\^$*+?.()|[\]{}#&~\s]/g, '\\$&'))
      return escaped.length > 1 ? escaped : (escaped[0] ?? '')
    },
  }),
]

function matches(given: { string: string; pattern: string; ignoreCase: boolean }): boolean {
  const [subject, wanted] = [given.string, given.pattern]
  if (!given.ignoreCase) return matchesGlob(wanted, subject)
  return matchesGlob(foldCase(wanted), foldCase(subject))
}

function search(given: {
  string: string
  pattern: string
  flags: string | undefined
}): RegExpExecArray | null {
  const parsed = Pattern.parse(given.pattern, flagLetters(given.flags))
  return runPattern(parsed, given.string, createFrame({ variable: () => undefined }, undefined))
}

function edgeKeyword(name: string, edge: 'startsWith' | 'endsWith', wanted: boolean, relation: string) {
  return defineKeyword({
    name,
    doc: `Fails if a text ${relation} another.`,
    arguments: [str1, str2, msg, values, ...tolerance],
    run: (given) => {
      const [whole, part] = comparable(given.str1, given.str2, given)
      if (shown(whole)[edge](shown(part)) !== wanted) throw new Error(toldOf(whole, relation, part, given))
    },
  })
}

/** Both as texts, or both as bytes, without what does not count. */
function comparable(whole: unknown, part: unknown, how: Tolerance): readonly [unknown, unknown] {
  if (whole instanceof Uint8Array) return [normalize(whole, how), normalize(toBytes(part), how)]
  return [normalize(toText(whole), how), normalize(toText(part), how)]
}

function shown(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : toText(value)
}
