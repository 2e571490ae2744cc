/** How many columns a text takes in an editor: East Asian characters take two, what combines takes none. */
export function textWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : COMBINING.test(character) ? 0 : 1
  return width
}

/** The text with spaces up to the column, and never less than a separator after a text that is not empty. */
export function padTo(text: string, column: number): string {
  const width = textWidth(text)
  const spaces = column - width
  return text + ' '.repeat(width === 0 ? Math.max(spaces, 0) : Math.max(spaces, SEPARATOR.length))
}

/** What stands between two cells. */
export const SEPARATOR = '    '

/** A line longer than this is broken. */
export const LONGEST_LINE = 120

const PRINTABLE_ASCII = /^[ -~]*$/
const COMBINING = /^\p{Mark}$/u
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u
