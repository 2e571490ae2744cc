import { nearestNames } from '../../runtime/neighbours.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Keyword, Library } from '../catalogue/keyword.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { type IsVariable, type KnownPhrase, PhraseBook, type Sentence } from '../sentences/phrase-book.ts'
import { type Caller, type FoundKeyword, findKeyword } from './find-keyword.ts'
import { KeywordOwners } from './keyword-owners.ts'
import { Prefixes } from './prefixes.ts'

/** The keywords that a suite can call: its own, those of its resource files, those of the libraries, in that order. */
export class KeywordScope {
  readonly catalogue: Catalogue
  readonly #owners: KeywordOwners
  readonly #prefixes = new Prefixes()
  readonly #nearest = new Map<string, readonly string[]>()
  /** What was found without a search order, by the calling file and by name, until something is added. */
  readonly #found = new Map<string | undefined, Map<string, FoundKeyword | undefined>>()
  /** True if the suite changes the search order while it runs. */
  searchOrderChanges = false
  /** True if steps of the suite import what is known only when they run. */
  importsLater = false

  constructor(catalogue: Catalogue, imported: readonly Library[] = []) {
    this.catalogue = catalogue
    this.#owners = new KeywordOwners(catalogue, imported)
  }

  /** Adds a user keyword of a resource file, or of the suite's own (then without an owner). */
  add(program: UserKeywordProgram): void {
    this.#forget()
    this.#owners.add(program)
  }

  /** Adds a library that was imported, unless there is one of its name. */
  addLibrary(library: Library): void {
    this.#forget()
    this.#owners.addLibrary(library)
  }

  /** The words of further languages may stand before keywords. */
  addLanguages(codes: readonly string[]): void {
    this.#forget()
    this.#prefixes.add(codes)
  }

  /** The library of a name that was imported or is always there. */
  libraryNamed(name: string): Library | undefined {
    return this.#owners.libraries.find((library) => library.name === name)
  }

  /** What a sentence means. */
  sentence(text: string, isVariable: IsVariable): Sentence | undefined {
    const { phrases } = this.#owners.imported
    return phrases.find(text, isVariable) ?? this.catalogue.phrases.find(text, isVariable)
  }

  /** The phrases of every library that was imported or is always there. */
  get phrases(): readonly KnownPhrase[] {
    return [...this.#owners.imported.phrases.phrases, ...this.catalogue.phrases.phrases]
  }

  /** The library that a text would be a sentence of, if it were imported. */
  libraryOfSentence(text: string): string | undefined {
    return new PhraseBook(this.catalogue.importable).find(text, () => true)?.keyword.library
  }

  /** The keyword of a name as written; a word such as `Given` may stand before it. */
  find(name: string, caller: Caller = {}): FoundKeyword | undefined {
    if (caller.searchOrder !== undefined) return this.#findWithPrefix(name, caller)
    const known = this.#found.get(caller.file) ?? new Map<string, FoundKeyword | undefined>()
    if (known.has(name)) return known.get(name)
    const found = this.#findWithPrefix(name, caller)
    this.#found.set(caller.file, known.set(name, found))
    return found
  }

  /** The library keyword of a name, whether or not one of the suite hides it. */
  libraryKeyword(name: string): Keyword | undefined {
    const [found] = this.#owners.inLibraries(name)
    return found?.keyword
  }

  /** A keyword's name as it is defined, of a name as written; none for names that hold arguments. */
  canonicalName(name: string): string | undefined {
    const found = this.find(name)
    if (found?.kind === 'library') return found.keyword.name
    return found?.kind !== 'user' || found.program.name.includes('${') ? undefined : found.program.name
  }

  /** The names nearest to one that is not known; the same one is often missing in many places. */
  nearest(name: string): readonly string[] {
    let near = this.#nearest.get(name)
    if (near === undefined) {
      near = nearestNames(name, this.names())
      this.#nearest.set(name, near)
    }
    return near
  }

  /** Every name that can be called. */
  names(): string[] {
    return this.#owners.names()
  }

  /** Every name that can be called, by the name with its owner. */
  fullNames(): ReadonlyMap<string, string> {
    return this.#owners.fullNames()
  }

  #forget(): void {
    this.#found.clear()
    this.#nearest.clear()
  }

  #findWithPrefix(name: string, caller: Caller): FoundKeyword | undefined {
    const find = (rest: string) => findKeyword(rest, this.#owners, caller)
    return this.#prefixes.strip(name, find) ?? find(name)
  }
}
