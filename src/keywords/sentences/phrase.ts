/**
 * How a sentence that calls a keyword is written, `Read serial until {text} [within {timeout}]`, in parts: words,
 * slots for arguments, and what may be left out. `{call...}` takes the rest of the sentence, or what stands before
 * the words that follow it; `{items*}` several values with commas or `and` between; `{items=}` pairs such as
 * `a=1, b=2`; `/{pattern}/` a pattern between slashes.
 */
export type PhrasePart =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'value' | 'values' | 'pairs' | 'pattern' | 'tail'; readonly name: string }
  | { readonly kind: 'optional'; readonly parts: readonly PhrasePart[] }

/** Reads a phrase. Throws an Error that says what is wrong with it: phrases are written by keywords' authors. */
export function parsePhrase(text: string): readonly PhrasePart[] {
  const tokens = [...text.matchAll(TOKENS)].map((match) => match[1] ?? '')
  const reader = new PhraseReader(tokens)
  const parts = reader.parts()
  const isRead = tokens.join('') === text.replace(/\s/g, '')
  if (tokens.length === 0 || !isRead || reader.left > 0) throw new Error(`"${text}" is no phrase.`)
  return parts
}

const TOKENS = /\s*(\[|\]|\/\{\w+\}\/|\{\w+(?:\.\.\.|\*|=)?\}|[,:](?=\s|$)|[^\s[\]{},:]+)/gy

/** The names of the arguments that a phrase gives. */
export function slotNames(parts: readonly PhrasePart[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'word') return []
    return part.kind === 'optional' ? slotNames(part.parts) : [part.name]
  })
}

class PhraseReader {
  readonly #tokens: string[]

  constructor(tokens: readonly string[]) {
    this.#tokens = [...tokens]
  }

  get left(): number {
    return this.#tokens.length
  }

  parts(): PhrasePart[] {
    const parts: PhrasePart[] = []
    for (;;) {
      const [token] = this.#tokens
      if (token === undefined || token === ']') return parts
      this.#tokens.shift()
      parts.push(token === '[' ? { kind: 'optional', parts: this.#inner() } : partOf(token))
    }
  }

  #inner(): PhrasePart[] {
    const parts = this.parts()
    if (this.#tokens.shift() !== ']') throw new Error('A phrase lacks a "]".')
    return parts
  }
}

function partOf(token: string): PhrasePart {
  const name = inCode(/\w+/.exec(token)?.[0] ?? '')
  if (token.startsWith('/{')) return { kind: 'pattern', name }
  if (token.startsWith('{')) return { kind: SLOTS.find(([end]) => token.endsWith(end))?.[1] ?? 'value', name }
  return { kind: 'word', word: token.toLowerCase() }
}

/** Phrases spell names of arguments as suites do: `off_time`. */
function inCode(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

const SLOTS = [
  ['...}', 'tail'],
  ['*}', 'values'],
  ['=}', 'pairs'],
] as const
