import { boolean, text } from '../../catalogue/argument-type.ts'
import { arg, defineKeyword, optional } from '../../catalogue/keyword.ts'
import { msg } from '../../comparison/check-arguments.ts'
import { foldCase } from '../../comparison/normalize.ts'
import { listLike } from '../../conversion/container-type.ts'
import { none, union } from '../../conversion/union-type.ts'
import { createFrame } from '../../expression/frame.ts'
import { Pattern } from '../../functions/pattern.ts'
import { matchAtStart } from '../../functions/regular-expressions.ts'
import { matchesGlob } from '../../interpreter/glob.ts'
import { iterate } from '../../value/containers.ts'
import { fail, inBrackets } from './telling.ts'

const list = arg('list', listLike, 'The list; what is not text in it does not count.')
const pattern = arg(
  'pattern',
  text,
  'A pattern with `*`, `?` and `[abc]`, or a regular expression after `regexp=`, which may match a beginning.',
)
const oldFlag = union<boolean | undefined>(none, boolean)
const options = [
  optional('caseInsensitive', oldFlag, undefined, 'Old name of ignore_case.'),
  optional('whitespaceInsensitive', oldFlag, undefined, 'Old name of ignore_whitespace.'),
  optional('ignoreCase', boolean, false, 'True matches without case.'),
  optional('ignoreWhitespace', boolean, false, 'True matches without any white space.'),
] as const

/** The keywords about items of a list that match a pattern. */
export const listMatching = [
  defineKeyword({
    name: 'Should Contain Match',
    doc: 'Fails unless an item of a list matches a pattern.',
    arguments: [list, pattern, msg, ...options],
    run: (given) => {
      if (matchesIn(given).length > 0) return
      const shown = inBrackets(iterate(given.list))
      fail(`${shown} does not contain match for pattern '${given.pattern}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'Should Not Contain Match',
    doc: 'Fails if an item of a list matches a pattern.',
    arguments: [list, pattern, msg, ...options],
    run: (given) => {
      if (matchesIn(given).length === 0) return
      fail(`${inBrackets(iterate(given.list))} contains match for pattern '${given.pattern}'.`, given.msg)
    },
  }),
  defineKeyword({
    name: 'Get Matches',
    doc: 'Gives the items of a list that match a pattern.',
    arguments: [list, pattern, ...options],
    run: (given) => matchesIn(given),
  }),
  defineKeyword({
    name: 'Get Match Count',
    doc: 'Gives how many items of a list match a pattern.',
    arguments: [list, pattern, ...options],
    run: (given) => matchesIn(given).length,
  }),
]

interface Matching {
  readonly list: unknown
  readonly pattern: string
  readonly caseInsensitive: boolean | undefined
  readonly whitespaceInsensitive: boolean | undefined
  readonly ignoreCase: boolean
  readonly ignoreWhitespace: boolean
}

function matchesIn(given: Matching): string[] {
  const caseless = given.caseInsensitive ?? given.ignoreCase
  const spaceless = given.whitespaceInsensitive ?? given.ignoreWhitespace
  const simplify = (written: string) => {
    const folded = caseless ? foldCase(written) : written
    return spaceless ? folded.replace(/\s+/g, '') : folded
  }
  const [, kind, wanted = ''] = /^(regexp=|glob=)?(.*)$/s.exec(given.pattern) ?? []
  const matches = matcher(simplify(wanted), kind === 'regexp=')
  return iterate(given.list).filter((item) => typeof item === 'string' && matches(simplify(item))) as string[]
}

function matcher(wanted: string, isExpression: boolean): (text: string) => boolean {
  if (!isExpression) return (subject) => matchesGlob(wanted, subject)
  const frame = createFrame({ variable: () => undefined }, undefined)
  const pattern = Pattern.parse(wanted, 's')
  return (subject) => matchAtStart(pattern, subject, frame) !== null
}
