import { normalizeName } from '../catalogue/catalogue.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import type { UserMatch } from './file-keywords.ts'

/** Of several keywords that a name fits those that fit it best: exact names, then the more special of two patterns. */
export function bestMatches(matches: readonly UserMatch[]): readonly UserMatch[] {
  const exact = matches.filter(({ program }) => program.embedded === undefined)
  if (exact.length > 0) return exact
  const best = matches.filter(({ program }) => {
    return !matches.some((other) => other.program !== program && isBetter(other.program, program))
  })
  return best.length > 0 ? best : matches
}

/** Whether a keyword's own name fits the other's pattern, but not the other way round. */
function isBetter(candidate: UserKeywordProgram, other: UserKeywordProgram): boolean {
  return fits(other, candidate.name) && !fits(candidate, other.name)
}

function fits({ embedded, name }: UserKeywordProgram, called: string): boolean {
  return embedded === undefined
    ? normalizeName(name) === normalizeName(called)
    : embedded.match(called) !== undefined
}
