import { Catalogue } from '../catalogue/catalogue.ts'
import type { Keyword, Library } from '../catalogue/keyword.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import { FileKeywords } from './file-keywords.ts'
import { keywordNamed } from './library-keywords.ts'
import type { LibraryMatch, Match } from './several-found.ts'

/** Those whose keywords a suite can call: itself, its resource files, the libraries it imports, those always there. */
export class KeywordOwners {
  /** The keywords of the suite itself. */
  readonly suite = new FileKeywords('', '')
  readonly #catalogue: Catalogue
  readonly #resources = new Map<string, FileKeywords>()
  #imported: Catalogue

  constructor(catalogue: Catalogue, imported: readonly Library[]) {
    this.#catalogue = catalogue
    this.#imported = new Catalogue(imported)
  }

  /** Adds a user keyword of a resource file, or of the suite's own (then without an owner). */
  add(program: UserKeywordProgram): void {
    const file = program.owner === '' ? this.suite : this.#fileOf(program)
    file.add(program)
  }

  /** Adds a library that was imported, unless there is one of its name. */
  addLibrary(library: Library): void {
    const { libraries } = this.#imported
    if (libraries.every(({ name }) => name !== library.name))
      this.#imported = new Catalogue([...libraries, library])
  }

  /** The libraries that were imported. */
  get imported(): Catalogue {
    return this.#imported
  }

  /** Every library, those that were imported first. */
  get libraries(): readonly Library[] {
    return [...this.#imported.libraries, ...this.#catalogue.libraries]
  }

  /** The resource files. */
  get resources(): readonly FileKeywords[] {
    return [...this.#resources.values()]
  }

  /** The keywords of libraries that have a name. */
  inLibraries(name: string): readonly LibraryMatch[] {
    const imported = this.#imported.libraries.flatMap((library) => matchOf(keywordNamed(library, name)))
    return [...imported, ...matchOf(this.#catalogue.find(name))]
  }

  /** The keywords that a name fits at owners of a name; the suite cannot be named. */
  at(owner: string, name: string): readonly Match[] {
    const folded = fold(owner)
    const theirs = this.libraries
      .filter((library) => fold(library.name) === folded)
      .flatMap((library) => matchOf(keywordNamed(library, name)))
    const files = this.resources.filter((file) => fold(file.owner) === folded)
    return [...theirs, ...files.flatMap((file) => file.find(name))]
  }

  /** Every name that can be called. */
  names(): string[] {
    const own = [this.suite, ...this.resources].flatMap((file) => file.names())
    const imported = this.#imported.libraries.flatMap(keywordNames)
    return [...new Set([...own, ...imported, ...this.#catalogue.names()])]
  }

  /** Every name that can be called, by the name with its owner. */
  fullNames(): ReadonlyMap<string, string> {
    const files = this.resources.map((file) => ({ owner: file.owner, names: file.names() }))
    const libraries = this.libraries.map((library) => ({ owner: library.name, names: keywordNames(library) }))
    const all = [...files, ...libraries].flatMap(({ owner, names }) => {
      return names.map((name) => [`${owner}.${name}`, name] as const)
    })
    return new Map([...this.suite.names().map((name) => [name, name] as const), ...all])
  }

  #fileOf({ file, owner }: UserKeywordProgram): FileKeywords {
    const known = this.#resources.get(file) ?? new FileKeywords(file, owner)
    this.#resources.set(file, known)
    return known
  }
}

function keywordNames({ keywords }: Library): string[] {
  return keywords.map((keyword) => keyword.name)
}

function matchOf(keyword: Keyword | undefined): readonly LibraryMatch[] {
  return keyword === undefined ? [] : [{ kind: 'library', keyword }]
}

function fold(owner: string): string {
  return owner.replace(/\s/g, '').toLowerCase()
}
