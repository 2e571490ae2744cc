import { stripVTControlCharacters } from 'node:util'

/** The text without terminal colours and other escape sequences. */
export function plainText(text: string): string {
  return text.includes('\u001b') || text.includes('\u009b') ? stripVTControlCharacters(text) : text
}
