import { keywordPrefixes } from '../../grammar/rows/language-words.ts'

/** Takes the words off a name that may stand before it, as `Given`, in some languages. */
export class Prefixes {
  readonly #known = new Set<string>()
  #longestFirst: readonly string[] = []
  #pattern = /(?!)/

  constructor() {
    this.add([])
  }

  /** Adds those of the languages with these codes. */
  add(languages: readonly string[]): void {
    for (const prefix of keywordPrefixes(languages)) this.#known.add(prefix)
    this.#longestFirst = [...this.#known].sort((a, b) => b.length - a.length)
    const words = this.#longestFirst.map((prefix) => prefix.replaceAll(' ', '\\s'))
    this.#pattern = new RegExp(`^(?:${words.join('|')})\\s`, 'iu')
  }

  /** The first result for what is left of a name without a prefix; of several prefixes the longest goes first. */
  strip<T>(name: string, find: (rest: string) => T | undefined): T | undefined {
    const match = this.#pattern.exec(name)
    if (match === null) return undefined
    const found = find(name.slice(match[0].length))
    if (found !== undefined) return found
    const spaced = name.trim().replace(/\s+/g, ' ')
    for (const prefix of this.#longestFirst) {
      if (!spaced.toLowerCase().startsWith(`${prefix.toLowerCase()} `)) continue
      const rest = find(spaced.slice(prefix.length + 1))
      if (rest !== undefined) return rest
    }
    return undefined
  }
}
