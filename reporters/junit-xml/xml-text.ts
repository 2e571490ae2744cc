import { plainText } from '../model/plain-text.ts'

/** Everything but XML 1.0's Char: control characters, lone halves of surrogate pairs, non-characters. */
const NOT_A_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/**
 * The text without escape sequences and without the characters that no XML 1.0 document may hold. Jenkins and GitLab
 * fetch the file that an attachment line names, so a device or a test must not be able to write one.
 */
export function xmlText(text: string): string {
  return plainText(text).replace(NOT_A_CHARACTER, '').replaceAll('[[ATTACHMENT|', '[ [ATTACHMENT|')
}

/** The text on one line and of bounded length, as a reader's list of failures shows it. */
export function xmlLine(text: string, limit = 500): string {
  const line = xmlText(text).replace(/\s+/g, ' ').trim()
  return line.length > limit ? `${xmlText(line.slice(0, limit))}…` : line
}
