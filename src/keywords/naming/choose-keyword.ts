import type { UserMatch } from './file-keywords.ts'
import { type Match, ownerOf } from './several-found.ts'

/** Robot's own libraries: a keyword of any other library goes before theirs of the same name. */
const STANDARD = new Set([
  ...['BuiltIn', 'Collections', 'DateTime', 'Dialogs', 'Easter', 'OperatingSystem', 'Process'],
  ...['Screenshot', 'String', 'Telnet', 'XML'],
])

/** Those of the first library or resource file in the search order that has any. */
export function inSearchOrder<M extends Match>(
  matches: readonly M[],
  order: readonly string[] = [],
): readonly M[] {
  for (const owner of order) {
    const own = matches.filter((match) => fold(ownerOf(match)) === fold(owner))
    if (own.length > 0) return own
  }
  return matches
}

/** Those of the caller's own file or, if it has none, those that are not private. */
export function publicOrNear(matches: readonly UserMatch[], file: string | undefined): readonly UserMatch[] {
  const near = matches.filter(({ program }) => program.file === file)
  if (near.length > 0) return near
  const open = matches.filter(({ program }) => !isPrivate(program.tags))
  return open.length > 0 ? open : matches
}

/** Of two keywords the one that is not of a standard library. */
export function withoutStandard<M extends Match>(matches: readonly M[]): readonly M[] {
  const [first, second, third] = matches
  if (first === undefined || second === undefined || third !== undefined) return matches
  if (STANDARD.has(ownerOf(first))) return [second]
  return STANDARD.has(ownerOf(second)) ? [first] : matches
}

function isPrivate(tags: readonly string[]): boolean {
  return tags.some((tag) => fold(tag) === 'robot:private')
}

function fold(text: string): string {
  return text.replace(/\s/g, '').toLowerCase()
}
