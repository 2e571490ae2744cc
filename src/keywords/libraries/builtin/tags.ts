import { SuiteError } from '../../../runtime/errors.ts'
import { text } from '../../catalogue/argument-type.ts'
import { defineKeyword, rest } from '../../catalogue/keyword.ts'
import type { KeywordContext } from '../../catalogue/keyword-context.ts'
import { changeTags } from '../../interpreter/tags.ts'

const tags = rest('tags', text, 'The tags.')

/** The keywords that give tags and take them away. */
export const tagKeywords = [
  defineKeyword({
    name: 'Set Tags',
    doc: 'Gives tags to the test or, in a suite setup, to all tests of the suite.',
    arguments: [tags],
    run: (given, context) => {
      change(given.tags, true, context)
      context.log(`Set tag${given.tags.length === 1 ? '' : 's'} ${listed(given.tags)}.`)
    },
  }),
  defineKeyword({
    name: 'Remove Tags',
    doc: 'Takes tags away from the test or, in a suite setup, from all tests; patterns may be given.',
    arguments: [tags],
    run: (given, context) => {
      change(given.tags, false, context)
      context.log(`Removed tag${given.tags.length === 1 ? '' : 's'} ${listed(given.tags)}.`)
    },
  }),
]

/** Gives tags, and takes away those with a `-` before them. */
export function setTags(given: readonly string[], context: KeywordContext): void {
  const taken = given.filter((tag) => tag.startsWith('-')).map((tag) => tag.slice(1))
  const added = given.filter((tag) => !tag.startsWith('-'))
  if (taken.length > 0) change(taken, false, context)
  if (added.length > 0) change(added, true, context)
}

function change(
  given: readonly string[],
  isGiven: boolean,
  { test, suite, variables }: KeywordContext,
): void {
  const changes = given.map((tag) => [tag, isGiven] as const)
  if (test !== undefined) {
    test.tags = changeTags(test.tags, new Map(changes))
    variables.set('@{TEST TAGS}', [...test.tags], 'test')
  } else if (suite.phase === 'teardown') {
    const name = isGiven ? 'Set Tags' : 'Remove Tags'
    throw new SuiteError('no-test', `'${name}' cannot be used in suite teardown.`)
  } else for (const [tag, value] of changes) suite.tagChanges.set(tag, value)
}

function listed(given: readonly string[]): string {
  const names = given.map((tag) => `'${tag}'`)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
