import { Catalogue, normalizeName } from '../catalogue/catalogue.ts'
import type { Keyword, Library } from '../catalogue/keyword.ts'
import { translatePattern } from '../functions/pattern-syntax.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'
import type { IsVariable, Sentence } from '../sentences/phrase-book.ts'

/** A keyword that was found by its name. */
export type FoundKeyword =
  | { readonly kind: 'library'; readonly keyword: Keyword }
  | { readonly kind: 'user'; readonly program: UserKeywordProgram; readonly embedded: readonly string[] }

/** A user keyword whose name holds arguments, as `Set ${pin} to ${level}`. */
interface Embedded {
  readonly pattern: RegExp
  readonly program: UserKeywordProgram
}

const PREFIX = /^(?:given|when|then|and|but)\s+/i

/** The keywords that a suite can call: its own, those of its resource files, those of the libraries, in that order. */
export class KeywordScope {
  readonly catalogue: Catalogue
  #imported: Catalogue
  readonly #user = new Map<string, UserKeywordProgram>()
  readonly #embedded: Embedded[] = []

  constructor(catalogue: Catalogue, imported: readonly Library[] = []) {
    this.catalogue = catalogue
    this.#imported = new Catalogue(imported)
  }

  /** Adds a user keyword under its own name and qualified by its file's; the first of a name stays. */
  add(program: UserKeywordProgram, fileName: string): void {
    const name = normalizeName(program.name)
    if (/\$\{/.test(program.name)) this.#embedded.push({ pattern: embeddedPattern(program.name), program })
    if (!this.#user.has(name)) this.#user.set(name, program)
    this.#user.set(`${normalizeName(fileName)}.${name}`, program)
  }

  /** Adds a library that was imported, unless there is one of its name. */
  addLibrary(library: Library): void {
    const { libraries } = this.#imported
    if (libraries.every(({ name }) => name !== library.name))
      this.#imported = new Catalogue([...libraries, library])
  }

  /** The library of a name that was imported or is always there. */
  libraryNamed(name: string): Library | undefined {
    return [...this.#imported.libraries, ...this.catalogue.libraries].find((library) => library.name === name)
  }

  /** What a sentence means. */
  sentence(text: string, isVariable: IsVariable): Sentence | undefined {
    return this.#imported.phrases.find(text, isVariable) ?? this.catalogue.phrases.find(text, isVariable)
  }

  /** The keyword of a name as written; a BDD prefix (`Given`, `When`…) may stand before it. */
  find(name: string): FoundKeyword | undefined {
    return (
      this.#findExact(name) ?? (PREFIX.test(name) ? this.#findExact(name.replace(PREFIX, '')) : undefined)
    )
  }

  /** The library keyword of a name, whether or not one of the suite hides it. */
  libraryKeyword(name: string): Keyword | undefined {
    return this.#imported.find(name) ?? this.catalogue.find(name)
  }

  /** Every name that can be called. */
  names(): string[] {
    const own = [...new Set([...this.#user.values()].map((program) => program.name))]
    return [...own, ...this.#imported.names(), ...this.catalogue.names()]
  }

  #findExact(name: string): FoundKeyword | undefined {
    const program = this.#user.get(normalizeName(name))
    if (program !== undefined) return { kind: 'user', program, embedded: [] }
    for (const { pattern, program: candidate } of this.#embedded) {
      const match = pattern.exec(name)
      if (match !== null) return { kind: 'user', program: candidate, embedded: match.slice(1) }
    }
    const keyword = this.libraryKeyword(name)
    return keyword === undefined ? undefined : { kind: 'library', keyword }
  }
}

/** The names of the arguments that stand in a keyword's name; `${name:pattern}` loses its pattern. */
export function embeddedNames(name: string): string[] {
  return [...name.matchAll(EMBEDDED)].map((match) => match[1] ?? '')
}

const EMBEDDED = /\$\{([^}:]+)(?::((?:[^{}\\]|\\.|\{[^}]*\})+))?\}/g

function embeddedPattern(name: string): RegExp {
  let source = ''
  let from = 0
  for (const match of name.matchAll(EMBEDDED)) {
    source += `${literal(name.slice(from, match.index))}(${readPattern(match[2])})`
    from = match.index + match[0].length
  }
  return new RegExp(`^${source}${literal(name.slice(from))}$`, 'is')
}

/** A pattern of an argument in JavaScript's spelling; one that cannot be read matches nothing. */
function readPattern(written: string | undefined): string {
  if (written === undefined) return '.*?'
  try {
    return translatePattern(written.replace(/\\([{}])/g, '$1'), 'is').source.replace(/\((?!\?)/g, '(?:')
  } catch {
    return '(?!)'
  }
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ _]+/g, '[ _]?')
}
