import type { KnownPhrase, PhraseBook } from './phrase-book.ts'
import { spokenPhrase } from './spoken-phrase.ts'

/**
 * How a text may be written as a sentence: with its end in quotes, where a phrase is the beginning and one value; or
 * the phrases that begin like it, if it has quotes already. Undefined where no phrase begins so.
 */
export function sentenceHint(text: string, head: string, book: PhraseBook): string | undefined {
  const near = book.beginningLike(text)
  if (near.length === 0) return undefined
  const rest = text.slice(head.length).trim()
  if (/["'$]/.test(rest)) return writtenAs(near)
  const isQuotable = near.some(({ parts }) => beginsWith(parts, head))
  return isQuotable ? `or, as a sentence:\n   ${text.slice(0, head.length)} "${rest}"` : undefined
}

/** The sentences that begin with the same word as a text. */
export function sentencesLike(text: string, book: PhraseBook): string | undefined {
  const near = book.beginningLike(text).slice(0, MOST)
  const lines = near.map((one) => `   ${spokenPhrase(one.text, one.keyword)}`)
  return near.length === 0 ? undefined : `Sentences that begin so:\n${lines.join('\n')}`
}

const MOST = 5

/** The phrases, one a line. */
function writtenAs(phrases: readonly KnownPhrase[]): string {
  const lines = phrases.map(({ text, keyword }) => `   ${spokenPhrase(text, keyword)}`)
  return `As a sentence it is written:\n${lines.join('\n')}`
}

/** Whether a phrase consists of these words, one value, and what may be left out. */
function beginsWith(parts: KnownPhrase['parts'], head: string): boolean {
  const words = head.toLowerCase().split(/\s+/)
  const isSame = words.every((word, index) => {
    const part = parts[index]
    return part?.kind === 'word' && part.word === word
  })
  const [value, ...others] = parts.slice(words.length)
  return isSame && value?.kind === 'value' && others.every(({ kind }) => kind === 'optional')
}
