import type { Keyword, Library } from '../catalogue/keyword.ts'
import { type Filling, matchPhrase } from './match-phrase.ts'
import { type PhrasePart, parsePhrase } from './phrase.ts'
import { MOST_TOKENS, type Token, tokenize } from './tokens.ts'

/** A sentence that calls a keyword. */
export interface Sentence {
  readonly keyword: Keyword
  readonly fillings: readonly Filling[]
}

/** A phrase of a keyword. */
export interface KnownPhrase {
  readonly keyword: Keyword
  readonly text: string
  readonly parts: readonly PhrasePart[]
}

/** Tells whether a bare name in a sentence is a variable's. */
export type IsVariable = (name: string) => boolean

const PREFIX = /^(?:given|when|then|and|but)\s+/i

/** The phrases of a catalogue, by the word that they begin with. */
export class PhraseBook {
  readonly phrases: readonly KnownPhrase[]
  readonly #byFirst = new Map<string, KnownPhrase[]>()

  constructor(libraries: readonly Library[]) {
    const keywords = libraries.flatMap((library) => library.keywords)
    this.phrases = keywords.flatMap((keyword) =>
      (keyword.phrases ?? []).map((text) => ({ keyword, text, parts: parsePhrase(text) })),
    )
    for (const phrase of this.phrases) {
      const first = firstWord(phrase.parts[0])
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), phrase])
    }
  }

  /** What a sentence means; words that a phrase has are not taken for variables if another reading is there. */
  find(text: string, isVariable: IsVariable): Sentence | undefined {
    return (
      this.#findExact(text, isVariable) ??
      (PREFIX.test(text)
        ? this.#findExact(
            text.replace(PREFIX, (match) => ' '.repeat(match.length)),
            isVariable,
          )
        : undefined)
    )
  }

  /** The phrases that begin like a text. */
  beginningLike(text: string): readonly KnownPhrase[] {
    const [first, second] = text.toLowerCase().split(/\s+/)
    const all = this.#byFirst.get(first ?? '') ?? []
    const near = all.filter(({ parts }) => firstWord(parts[1]) === second)
    return near.length > 0 ? near : all
  }

  #findExact(text: string, isVariable: IsVariable): Sentence | undefined {
    const tokens = tokenize(text)
    const [first] = tokens
    if (first === undefined || tokens.length > MOST_TOKENS) return undefined
    const word = first.kind === 'word' ? first.content.toLowerCase() : ''
    const candidates = [...(this.#byFirst.get(word) ?? []), ...(this.#byFirst.get('') ?? [])]
    return match(candidates, tokens, () => false) ?? match(candidates, tokens, isVariable)
  }
}

function match(
  candidates: readonly KnownPhrase[],
  tokens: readonly Token[],
  isVariable: IsVariable,
): Sentence | undefined {
  for (const { keyword, parts } of candidates) {
    const takesWord = (slot: string, word: string) =>
      wordsOf(keyword, slot).includes(word.toLowerCase()) ||
      namesVariable(keyword, slot, word) ||
      isVariable(word)
    const fillings = matchPhrase(parts, tokens, takesWord)
    if (fillings !== undefined) return { keyword, fillings }
  }
  return undefined
}

/** The words that an argument may be, in lower case: `high` and `low`. */
export function wordsOf({ arguments: list }: Keyword, slot: string): readonly string[] {
  return list.find(({ name }) => name === slot)?.type.words?.map((word) => word.toLowerCase()) ?? []
}

/** `Set test variable limit to 5` names a variable that need not have a value yet. */
function namesVariable({ arguments: list }: Keyword, slot: string, word: string): boolean {
  return (
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(word) && list.some(({ name, late }) => name === slot && late === 'name')
  )
}

function firstWord(part: PhrasePart | undefined): string {
  return part?.kind === 'word' ? part.word : ''
}
