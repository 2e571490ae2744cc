import type { PhrasePart } from './phrase.ts'
import type { Token } from './tokens.ts'

/** What stands in a slot of a phrase. */
export interface Filling {
  readonly name: string
  /** The value; for the rest of a sentence its first token. */
  readonly token: Token
  readonly isTail: boolean
}

/** Whether a bare word can be the value of an argument: one of its words, or the name of a variable. */
export type TakesWord = (slot: string, word: string) => boolean

/** What the slots of a phrase hold in a sentence; undefined if the sentence is another one. */
export function matchPhrase(
  parts: readonly PhrasePart[],
  tokens: readonly Token[],
  takesWord: TakesWord,
): readonly Filling[] | undefined {
  const [part, ...rest] = parts
  const [token, ...others] = tokens
  if (part === undefined) return token === undefined ? [] : undefined
  if (part.kind === 'optional')
    return matchPhrase([...part.parts, ...rest], tokens, takesWord) ?? matchPhrase(rest, tokens, takesWord)
  if (token === undefined) return undefined
  if (part.kind === 'word') {
    const isSame = token.kind === 'word' && token.content.toLowerCase() === part.word
    return isSame ? matchPhrase(rest, others, takesWord) : undefined
  }
  const filling = { name: part.name, token, isTail: part.kind === 'tail' }
  if (part.kind === 'tail') return [filling]
  if (!fits(part, token, takesWord)) return undefined
  const further = matchPhrase(rest, others, takesWord)
  return further && [filling, ...further]
}

function fits(part: PhrasePart & { name: string }, token: Token, takesWord: TakesWord): boolean {
  if (part.kind === 'pattern' || token.kind === 'pattern') return part.kind === token.kind
  return token.kind !== 'word' || takesWord(part.name, token.content)
}
