/** Whether a text matches a glob pattern as Robot has them: `*`, `?`, `[chars]` and `[!chars]`, the whole text. */
export function matchesGlob(pattern: string, text: string): boolean {
  return globExpression(pattern).test(text)
}

/** The regular expression of a glob pattern. */
export function globExpression(pattern: string, flags = 's'): RegExp {
  const source = pattern.replace(
    /\[(!?)([^\]]+)\]|[*?]|[.+^${}()|\\[\]]/g,
    (special, negated?: string, chars?: string) => {
      if (special === '*') return '.*'
      if (special === '?') return '.'
      return chars === undefined
        ? `\\${special}`
        : `[${negated === '!' ? '^' : ''}${chars.replace(/[\\\]^]/g, '\\$&')}]`
    },
  )
  return new RegExp(`^${source}$`, flags)
}
