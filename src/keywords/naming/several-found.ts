import type { Keyword } from '../catalogue/keyword.ts'
import type { UserMatch } from './file-keywords.ts'

/** A library's keyword that a name fits. */
export interface LibraryMatch {
  readonly kind: 'library'
  readonly keyword: Keyword
}

/** A keyword that a name fits. */
export type Match = UserMatch | LibraryMatch

/** Whose a keyword is: the name of a library or resource file, empty for a suite's own. */
export function ownerOf(match: Match): string {
  return match.kind === 'library' ? match.keyword.library : match.program.owner
}

/** The name with which exactly this keyword can be called. */
export function fullNameOf(match: Match): string {
  const { name } = match.kind === 'library' ? match.keyword : match.program
  const owner = ownerOf(match)
  return owner === '' ? name : `${owner}.${name}`
}

/** That a name fits several keywords, in Robot's words. `implicit` is false for a name with its owner. */
export function severalFound(matches: readonly Match[], name: string, implicit: boolean): string {
  const isEmbedded = matches.some((match) => match.kind === 'user' && match.program.embedded !== undefined)
  const advice = implicit && !isEmbedded ? '. Give the full name of the keyword you want to use' : ''
  const first = `Multiple keywords ${isEmbedded ? 'matching' : 'with'} name '${name}' found${advice}:`
  return [first, ...matches.map(fullNameOf).sort()].join('\n    ')
}
