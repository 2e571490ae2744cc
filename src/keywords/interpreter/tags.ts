import { globExpression } from './glob.ts'

/** Tags are compared without case, spaces and underscores. */
export function foldTag(tag: string): string {
  return tag.toLowerCase().replace(/[ _]/g, '')
}

/** Tags with some given (`true`) or taken away (`false`; then they may be patterns); each once, in alphabetical order. */
export function changeTags(tags: readonly string[], changes: ReadonlyMap<string, boolean>): string[] {
  const all = new Map(tags.map((tag) => [foldTag(tag), tag]))
  for (const [tag, given] of changes) {
    const folded = foldTag(tag)
    if (!given) for (const key of matching(folded, all)) all.delete(key)
    else if (!all.has(folded) && folded !== '' && folded !== 'none') all.set(folded, tag)
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag)
}

function matching(pattern: string, tags: ReadonlyMap<string, string>): string[] {
  const expression = globExpression(pattern)
  return [...tags.keys()].filter((tag) => expression.test(tag))
}
