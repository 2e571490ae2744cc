import type { PhrasePart } from './phrase.ts'
import type { Token } from './tokens.ts'

/** What stands in a slot of a phrase. */
export interface Filling {
  readonly name: string
  /** The value; for a part of the sentence as it is written, its first token. */
  readonly token: Token
  /** Where a part of the sentence that is taken as it is written ends. */
  readonly tailEnd?: number
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
  if (part.kind === 'word') return isWord(token, part.word) ? matchPhrase(rest, others, takesWord) : undefined
  const matching = { name: part.name, rest, tokens, takesWord }
  if (part.kind === 'values') return matchValues(matching)
  if (part.kind === 'pairs') return matchPairs(matching)
  if (part.kind === 'tail') return matchTail(matching)
  if (!fits(part, token, takesWord)) return undefined
  const further = matchPhrase(rest, others, takesWord)
  return further && [{ name: part.name, token }, ...further]
}

/** A slot that takes several tokens, and what follows it. */
interface Matching {
  readonly name: string
  readonly rest: readonly PhrasePart[]
  readonly tokens: readonly Token[]
  readonly takesWord: TakesWord
}

/** One value, or several with `,` or `and` between. */
function matchValues(matching: Matching): readonly Filling[] | undefined {
  const { name, tokens, takesWord } = matching
  const [token, ...others] = tokens
  if (token === undefined || !fits({ kind: 'value', name }, token, takesWord)) return undefined
  const further = matchFurther({ ...matching, tokens: others }, matchValues)
  return further && [{ name, token }, ...further]
}

/** Pairs such as `a=1, b=2`: two fillings each, the first of them a text. */
function matchPairs(matching: Matching): readonly Filling[] | undefined {
  const { name, tokens, takesWord } = matching
  const [key, equals, value, ...others] = tokens
  if (key === undefined || equals === undefined || value === undefined || !isWord(equals, '='))
    return undefined
  if (key.content === '=' || !fits({ kind: 'value', name }, value, takesWord)) return undefined
  const further = matchFurther({ ...matching, tokens: others }, matchPairs)
  const first: Token = key.kind === 'word' ? { ...key, kind: 'literal' } : key
  return further && [{ name, token: first }, { name, token: value }, ...further]
}

/** More of the same after `,` or `and`, or else the rest of the phrase. */
function matchFurther(matching: Matching, more: typeof matchValues): readonly Filling[] | undefined {
  const { rest, tokens, takesWord } = matching
  const count = tokens.findIndex((token) => !isWord(token, ',') && !isWord(token, 'and'))
  const next = count > 0 ? more({ ...matching, tokens: tokens.slice(count) }) : undefined
  return next ?? matchPhrase(rest, tokens, takesWord)
}

/** The text up to where the rest of the phrase begins. */
function matchTail({ name, rest, tokens, takesWord }: Matching): readonly Filling[] | undefined {
  const [token] = tokens
  for (let count = 1; token !== undefined && count <= tokens.length; count++) {
    const tailEnd = tokens[count - 1]?.end ?? token.end
    const further = matchPhrase(rest, tokens.slice(count), takesWord)
    if (further !== undefined) return [{ name, token, tailEnd }, ...further]
  }
  return undefined
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.content.toLowerCase() === word
}

function fits(
  part: { readonly kind: PhrasePart['kind']; readonly name: string },
  token: Token,
  takesWord: TakesWord,
): boolean {
  if (part.kind === 'pattern' || token.kind === 'pattern') return part.kind === token.kind
  return token.kind !== 'word' || takesWord(part.name, token.content)
}
