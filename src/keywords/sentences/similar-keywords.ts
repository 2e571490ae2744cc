import type { Library } from '../catalogue/keyword.ts'
import { isNear } from './near-word.ts'
import { spokenPhrase } from './spoken-phrase.ts'

const MOST = 3
const SMALL: ReadonlySet<string> = new Set(['a', 'for', 'the', 'to', 'of', 'in', 'if', 'is', 'be'])

/** Keywords all or most of whose words are in a text, as sentences where they have one; the most similar first. */
export function similarKeywords(text: string, libraries: readonly Library[]): string[] {
  const words = wordsOf(text)
  const found = libraries
    .flatMap(({ keywords }) => keywords)
    .flatMap((keyword) => {
      const [phrase] = keyword.phrases ?? []
      const own = wordsOf(keyword.name)
      const common = own.filter((word) =>
        words.some((one) => one === word || (word.length > 4 && isNear(one, word))),
      ).length
      const form = phrase === undefined ? keyword.name : spokenPhrase(phrase, keyword)
      return common >= 2 && common / own.length > 0.6 ? [{ form, share: common / own.length, common }] : []
    })
  const sorted = found.sort((a, b) => b.share - a.share || b.common - a.common)
  return [...new Set(sorted.map(({ form }) => form))].slice(0, MOST)
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !SMALL.has(word))
}
