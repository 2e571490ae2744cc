import type { Keyword } from '../catalogue/keyword.ts'
import { type Alignment, alignPhrase, type FlatPart } from './align-phrase.ts'
import { isNear } from './near-word.ts'
import type { PhrasePart } from './phrase.ts'
import type { KnownPhrase } from './phrase-book.ts'
import { type Token, tokenize } from './tokens.ts'

/** The sentence that a text was most likely meant to be. */
export interface NearSentence extends Alignment {
  readonly keyword: Keyword
  readonly phrase: string
  /** The text put right. */
  readonly written: string
}

/** A text is near to a phrase up to this cost: one word that is missing, too much or another one, and a slip. */
const FARTHEST = 1.4
/** Nobody writes a longer sentence, and the work grows with the third power of its words. */
const MOST_TOKENS = 50

/** The sentence nearest to a text that is none; undefined if no phrase is near. */
export function nearestSentence(text: string, phrases: readonly KnownPhrase[]): NearSentence | undefined {
  const tokens = tokenize(text)
  if (tokens.length < 2 || tokens.length > MOST_TOKENS) return undefined
  let best: NearSentence | undefined
  for (const { keyword, text: phrase, parts } of phrases)
    for (const flat of waysOf(parts)) {
      if (!beginsAlike(flat, tokens)) continue
      const found = alignPhrase(flat, tokens, { keyword, text })
      if (found.cost <= limitOf(flat) && found.cost < (best?.cost ?? Number.POSITIVE_INFINITY))
        best = { ...found, keyword, phrase, written: writtenOut(found.pieces) }
    }
  return best
}

/** Every way to leave out what may be left out. */
export function waysOf(parts: readonly PhrasePart[]): FlatPart[][] {
  const [first, ...rest] = parts
  if (first === undefined) return [[]]
  const further = waysOf(rest)
  if (first.kind !== 'optional') return further.map((flat) => [first, ...flat])
  return [...waysOf([...first.parts, ...rest]), ...further]
}

/** Most words of a phrase must be there. */
function limitOf(parts: readonly FlatPart[]): number {
  return Math.min(FARTHEST, parts.filter(({ kind }) => kind === 'word').length * 0.6)
}

function beginsAlike([first]: readonly FlatPart[], [token]: readonly Token[]): boolean {
  if (first === undefined || token === undefined) return false
  if (first.kind !== 'word') return token.kind !== 'word'
  return token.kind === 'word' && isNear(token.content.toLowerCase(), first.word)
}

function writtenOut(pieces: readonly string[]): string {
  const text = pieces.join(' ').replace(/ ([,:])/g, '$1')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
