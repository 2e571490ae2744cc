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
  if (part.kind === 'values') return matchValues(part.name, rest, { tokens, takesWord })
  const filling = { name: part.name, token, isTail: part.kind === 'tail' }
  if (part.kind === 'tail') return [filling]
  if (!fits(part, token, takesWord)) return undefined
  const further = matchPhrase(rest, others, takesWord)
  return further && [filling, ...further]
}

/** One value, or several with `,` or `and` between. */
function matchValues(
  name: string,
  rest: readonly PhrasePart[],
  { tokens, takesWord }: { readonly tokens: readonly Token[]; readonly takesWord: TakesWord },
): readonly Filling[] | undefined {
  const [token, ...others] = tokens
  if (token === undefined || !fits({ kind: 'value', name }, token, takesWord)) return undefined
  const separators = others.findIndex(
    ({ content, kind }) => kind !== 'word' || !SEPARATORS.has(content.toLowerCase()),
  )
  const next =
    separators > 0 ? matchValues(name, rest, { tokens: others.slice(separators), takesWord }) : undefined
  const further = next ?? matchPhrase(rest, others, takesWord)
  return further && [{ name, token, isTail: false }, ...further]
}

const SEPARATORS: ReadonlySet<string> = new Set([',', 'and'])

function fits(
  part: { readonly kind: PhrasePart['kind']; readonly name: string },
  token: Token,
  takesWord: TakesWord,
): boolean {
  if (part.kind === 'pattern' || token.kind === 'pattern') return part.kind === token.kind
  return token.kind !== 'word' || takesWord(part.name, token.content)
}
