import { bestMatches } from './best-matches.ts'
import { inSearchOrder, publicOrNear, withoutStandard } from './choose-keyword.ts'
import type { UserMatch } from './file-keywords.ts'
import type { KeywordOwners } from './keyword-owners.ts'
import { type LibraryMatch, type Match, severalFound } from './several-found.ts'

/** A keyword that was found by its name, or why it is not clear which one is meant. */
export type FoundKeyword = (
  | LibraryMatch
  | UserMatch
  | { readonly kind: 'several'; readonly message: string }
) & {
  /** True if a search order could choose another one. */
  readonly open?: boolean
}

/** Who calls: the file that the call stands in, and the libraries and resource files that go first. */
export interface Caller {
  readonly file?: string | undefined
  readonly searchOrder?: readonly string[] | undefined
}

/** The keyword of a name: the suite's own, the one that the name qualifies, those of resource files, of libraries. */
export function findKeyword(name: string, owners: KeywordOwners, caller: Caller): FoundKeyword | undefined {
  return (
    one(bestMatches(owners.suite.find(name)), name) ??
    (name.includes('.') ? findQualified(name, owners) : undefined) ??
    findInResources(name, owners, caller) ??
    findInLibraries(name, owners, caller)
  )
}

/** More dots than an owner's name has. */
const MOST_DOTS = 20

/** `Owner.Name`, where dots may stand in both. */
function findQualified(name: string, owners: KeywordOwners): FoundKeyword | undefined {
  const tokens = name.split('.')
  const all = tokens
    .slice(1, MOST_DOTS)
    .flatMap((_, index) => owners.at(tokens.slice(0, index + 1).join('.'), tokens.slice(index + 1).join('.')))
  if (all.length < 2) return one(all, name)
  const users = all.filter((match) => match.kind === 'user')
  const best = users.length === all.length ? bestMatches(users) : all
  return one(best.length > 1 ? all : best, name, false)
}

function findInResources(
  name: string,
  { resources }: KeywordOwners,
  { file, searchOrder }: Caller,
): FoundKeyword | undefined {
  const all = resources.flatMap((resource) => resource.find(name))
  if (all.length < 2) return one(all, name)
  const [first, ...others] = inSearchOrder(all, searchOrder)
  if (first === undefined) return undefined
  const best = others.length === 0 ? [first] : bestMatches(publicOrNear([first, ...others], file))
  return opened(one(best, name))
}

function findInLibraries(
  name: string,
  owners: KeywordOwners,
  { searchOrder }: Caller,
): FoundKeyword | undefined {
  const all = owners.inLibraries(name)
  if (all.length < 2) return one(all, name)
  return opened(one(withoutStandard(inSearchOrder(all, searchOrder)), name))
}

function one(matches: readonly Match[], name: string, implicit = true): FoundKeyword | undefined {
  const [first, second] = matches
  if (second === undefined) return first
  return { kind: 'several', message: severalFound(matches, name, implicit) }
}

function opened(found: FoundKeyword | undefined): FoundKeyword | undefined {
  return found === undefined ? undefined : { ...found, open: true }
}
