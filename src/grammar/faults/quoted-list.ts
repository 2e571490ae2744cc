/** Texts in quotes, the last after `and`: `'a', 'b' and 'c'`. */
export function quotedList(texts: readonly string[]): string {
  const quoted = texts.map((text) => `'${text}'`)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`
}
