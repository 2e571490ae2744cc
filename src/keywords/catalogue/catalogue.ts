import { PhraseBook } from '../sentences/phrase-book.ts'
import { TextCache } from '../value/text-cache.ts'
import type { Keyword, Library } from './keyword.ts'

/** Keyword names are compared without case, spaces and underscores. */
export function normalizeName(name: string): string {
  return normalized.get(name)
}

const normalized = new TextCache((name) => name.replace(/[ _\u00a0]/g, '').toLowerCase())

/** The keywords of all libraries, looked up by name. */
export class Catalogue {
  readonly libraries: readonly Library[]
  /** Libraries whose keywords are there for suites that import them. */
  readonly importable: readonly Library[]
  readonly #byName = new Map<string, Keyword>()
  #phrases: PhraseBook | undefined

  /** Of two keywords with one name the one in the earlier library is found by its bare name. */
  constructor(libraries: readonly Library[], importable: readonly Library[] = []) {
    this.libraries = libraries
    this.importable = importable
    for (const library of libraries)
      for (const keyword of library.keywords) {
        const name = normalizeName(keyword.name)
        if (!this.#byName.has(name)) this.#byName.set(name, keyword)
        this.#byName.set(`${normalizeName(library.name)}.${name}`, keyword)
      }
  }

  /** The keyword of that name, bare (`Power On`) or with its library (`Power.Power On`). */
  find(name: string): Keyword | undefined {
    return this.#byName.get(normalizeName(name))
  }

  /** The sentences that call keywords. */
  get phrases(): PhraseBook {
    this.#phrases ??= new PhraseBook(this.libraries)
    return this.#phrases
  }

  /** Every keyword's name. */
  names(): string[] {
    return this.libraries.flatMap((library) => library.keywords.map((keyword) => keyword.name))
  }

  /** A library that suites may import, by its name. */
  importableLibrary(name: string): Library | undefined {
    const wanted = normalizeName(name)
    return this.importable.find(({ name: own, aliases = [] }) =>
      [own, ...aliases].some((one) => normalizeName(one) === wanted),
    )
  }
}
