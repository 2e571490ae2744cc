import { nearestNames } from '../../runtime/neighbours.ts'
import { Catalogue } from '../catalogue/catalogue.ts'
import type { Keyword, Library } from '../catalogue/keyword.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { type IsVariable, type KnownPhrase, PhraseBook, type Sentence } from '../sentences/phrase-book.ts'
import { bestMatches } from './best-matches.ts'
import { inSearchOrder, publicOrNear, withoutStandard } from './choose-keyword.ts'
import { FileKeywords, type UserMatch } from './file-keywords.ts'
import { keywordNamed } from './library-keywords.ts'
import { Prefixes } from './prefixes.ts'
import { type LibraryMatch, type Match, severalFound } from './several-found.ts'

/** A keyword that was found by its name, or why it is not clear which one is meant. */
export type FoundKeyword = (
  | LibraryMatch
  | UserMatch
  | { readonly kind: 'several'; readonly message: string }
) & {
  /** True if a search order could choose another one. */
  readonly open?: boolean
}

/** Who calls: the file that the call stands in, and the libraries and resource files that go first. */
export interface Caller {
  readonly file?: string | undefined
  readonly searchOrder?: readonly string[] | undefined
}

/** The keywords that a suite can call: its own, those of its resource files, those of the libraries, in that order. */
export class KeywordScope {
  readonly catalogue: Catalogue
  #imported: Catalogue
  readonly #prefixes = new Prefixes()
  readonly #nearest = new Map<string, readonly string[]>()
  /** What was found without a search order, until something is added. */
  readonly #found = new Map<string, FoundKeyword | undefined>()
  readonly #resources = new Map<string, FileKeywords>()
  #suite = new FileKeywords('', '')
  /** True if the suite changes the search order while it runs. */
  searchOrderChanges = false
  /** True if steps of the suite import what is known only when they run. */
  importsLater = false

  constructor(catalogue: Catalogue, imported: readonly Library[] = []) {
    this.catalogue = catalogue
    this.#imported = new Catalogue(imported)
  }

  /** Adds a user keyword of a resource file, or of the suite's own (then without an owner). */
  add(program: UserKeywordProgram): void {
    this.#forget()
    if (program.owner === '') this.#suite.add(program)
    else this.#fileOf(program).add(program)
  }

  /** Adds a library that was imported, unless there is one of its name. */
  addLibrary(library: Library): void {
    this.#forget()
    const { libraries } = this.#imported
    if (libraries.every(({ name }) => name !== library.name))
      this.#imported = new Catalogue([...libraries, library])
  }

  /** The library of a name that was imported or is always there. */
  libraryNamed(name: string): Library | undefined {
    return this.#allLibraries().find((library) => library.name === name)
  }

  /** What a sentence means. */
  sentence(text: string, isVariable: IsVariable): Sentence | undefined {
    return this.#imported.phrases.find(text, isVariable) ?? this.catalogue.phrases.find(text, isVariable)
  }

  /** The phrases of every library that was imported or is always there. */
  get phrases(): readonly KnownPhrase[] {
    return [...this.#imported.phrases.phrases, ...this.catalogue.phrases.phrases]
  }

  /** The library that a text would be a sentence of, if it were imported. */
  libraryOfSentence(text: string): string | undefined {
    return new PhraseBook(this.catalogue.importable).find(text, () => true)?.keyword.library
  }

  /** The words of further languages may stand before keywords. */
  addLanguages(codes: readonly string[]): void {
    this.#forget()
    this.#prefixes.add(codes)
  }

  /** The keyword of a name as written; a word such as `Given` may stand before it. */
  find(name: string, caller: Caller = {}): FoundKeyword | undefined {
    if (caller.searchOrder !== undefined) return this.#findWithPrefix(name, caller)
    const key = `${name}\0${caller.file ?? ''}`
    const known = this.#found.get(key)
    if (known !== undefined || this.#found.has(key)) return known
    const found = this.#findWithPrefix(name, caller)
    this.#found.set(key, found)
    return found
  }

  #forget(): void {
    this.#found.clear()
    this.#nearest.clear()
  }

  #findWithPrefix(name: string, caller: Caller): FoundKeyword | undefined {
    return this.#prefixes.strip(name, (rest) => this.#find(rest, caller)) ?? this.#find(name, caller)
  }

  /** The library keyword of a name, whether or not one of the suite hides it. */
  libraryKeyword(name: string): Keyword | undefined {
    const [found] = this.#libraryMatches(name)
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
    const own = [this.#suite, ...this.#resources.values()].flatMap((file) => file.names())
    const imported = this.#imported.libraries.flatMap((library) =>
      library.keywords.map((keyword) => keyword.name),
    )
    return [...new Set([...own, ...imported, ...this.catalogue.names()])]
  }

  /** Every name that can be called, by the name with its owner. */
  fullNames(): ReadonlyMap<string, string> {
    const files = [...this.#resources.values()].map((file) => ({ name: file.owner, names: file.names() }))
    const libraries = this.#allLibraries().map(({ name, keywords }) => {
      return { name, names: keywords.map((keyword) => keyword.name) }
    })
    const all = [...files, ...libraries].flatMap(({ name: owner, names }) => {
      return names.map((name) => [`${owner}.${name}`, name] as const)
    })
    return new Map([...this.#suite.names().map((name) => [name, name] as const), ...all])
  }

  #allLibraries(): readonly Library[] {
    return [...this.#imported.libraries, ...this.catalogue.libraries]
  }

  #fileOf({ file, owner }: UserKeywordProgram): FileKeywords {
    const known = this.#resources.get(file) ?? new FileKeywords(file, owner)
    this.#resources.set(file, known)
    return known
  }

  #find(name: string, caller: Caller): FoundKeyword | undefined {
    return (
      one(bestMatches(this.#suite.find(name)), name) ??
      (name.includes('.') ? this.#findQualified(name) : undefined) ??
      this.#findInResources(name, caller) ??
      this.#findInLibraries(name, caller)
    )
  }

  #findInResources(name: string, { file, searchOrder }: Caller): FoundKeyword | undefined {
    const all = [...this.#resources.values()].flatMap((resource) => resource.find(name))
    if (all.length < 2) return one(all, name)
    const [first, ...others] = inSearchOrder(all, searchOrder)
    if (first === undefined) return undefined
    const best = others.length === 0 ? [first] : bestMatches(publicOrNear([first, ...others], file))
    return opened(one(best, name))
  }

  #findInLibraries(name: string, { searchOrder }: Caller): FoundKeyword | undefined {
    const all = this.#libraryMatches(name)
    if (all.length < 2) return one(all, name)
    return opened(one(withoutStandard(inSearchOrder(all, searchOrder)), name))
  }

  #libraryMatches(name: string): readonly LibraryMatch[] {
    const imported = this.#imported.libraries.flatMap((library) => matchOf(keywordNamed(library, name)))
    return [...imported, ...matchOf(this.catalogue.find(name))]
  }

  /** `Owner.Name`, where dots may stand in both. */
  #findQualified(name: string): FoundKeyword | undefined {
    const tokens = name.split('.')
    const all = tokens.slice(1, MOST_DOTS).flatMap((_, index) => {
      const owner = fold(tokens.slice(0, index + 1).join('.'))
      return this.#findOf(owner, tokens.slice(index + 1).join('.'))
    })
    if (all.length < 2) return one(all, name)
    const users = all.filter((match) => match.kind === 'user')
    const best = users.length === all.length ? bestMatches(users) : all
    return one(best.length > 1 ? all : best, name, false)
  }

  #findOf(owner: string, name: string): Match[] {
    const libraries = this.#allLibraries()
    const theirs = libraries
      .filter((library) => fold(library.name) === owner)
      .flatMap((library) => matchOf(keywordNamed(library, name)))
    const files = [...this.#resources.values()].filter((file) => fold(file.owner) === owner)
    return [...theirs, ...files.flatMap((file) => file.find(name))]
  }
}

/** More dots than an owner's name has. */
const MOST_DOTS = 20

function one(matches: readonly Match[], name: string, implicit = true): FoundKeyword | undefined {
  const [first, second] = matches
  if (second === undefined) return first
  return { kind: 'several', message: severalFound(matches, name, implicit) }
}

function opened(found: FoundKeyword | undefined): FoundKeyword | undefined {
  return found === undefined ? undefined : { ...found, open: true }
}

function matchOf(keyword: Keyword | undefined): readonly LibraryMatch[] {
  return keyword === undefined ? [] : [{ kind: 'library', keyword }]
}

function fold(owner: string): string {
  return owner.replace(/\s/g, '').toLowerCase()
}
