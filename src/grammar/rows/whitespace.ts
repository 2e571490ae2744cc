/**
 * White space and line breaks as Robot Framework takes them: those of Python's `str.isspace` and `str.splitlines`.
 * JavaScript's `\s` differs (it has U+FEFF and lacks U+001C–U+001F and U+0085), so suites would split elsewhere.
 */

/** True when the character code is white space. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
  return code === 0x85 || code === 0xa0 || (code >= 0x1680 && isWideSpace(code))
}

/** True when the character code ends a line. */
export function isLineBreak(code: number): boolean {
  if (code < 0x80) return (code >= 0x0a && code <= 0x0d) || (code >= 0x1c && code <= 0x1e)
  return code === 0x85 || code === 0x2028 || code === 0x2029
}

/** The text with every white space character replaced by a space; the length stays. */
export function normalizeSpace(text: string): string {
  if (!UNUSUAL.test(text)) return text
  return Array.from({ length: text.length }, (_, i) =>
    isSpace(text.charCodeAt(i)) ? ' ' : text.charAt(i),
  ).join('')
}

/** The text without white space at its ends. */
export function trimSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

const UNUSUAL = /[^!-~ ]/

function isWideSpace(code: number): boolean {
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}
