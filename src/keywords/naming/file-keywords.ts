import { normalizeName } from '../catalogue/catalogue.ts'
import type { UserKeywordProgram } from '../interpreter/user-keyword.ts'

/** A user keyword that a name fits, with what the name gives the arguments in it. */
export interface UserMatch {
  readonly kind: 'user'
  readonly program: UserKeywordProgram
  readonly embedded: readonly string[]
}

/** The keywords written in one file. */
export class FileKeywords {
  readonly path: string
  /** What qualifies the names of its keywords; empty for a suite, whose keywords cannot be qualified. */
  readonly owner: string
  readonly #normal = new Map<string, UserKeywordProgram>()
  readonly #embedded: UserKeywordProgram[] = []

  constructor(path: string, owner: string) {
    this.path = path
    this.owner = owner
  }

  /** Adds a keyword; the first of a name stays, and fails when it is called. */
  add(program: UserKeywordProgram): void {
    const name = normalizeName(program.name)
    const first = this.#normal.get(name)
    if (program.embedded !== undefined) this.#embedded.push(program)
    else if (first === undefined) this.#normal.set(name, program)
    else first.error = 'Keyword with same name defined multiple times.'
  }

  /** What a name fits: one keyword of that name, or any number of those with arguments in their names. */
  find(name: string): readonly UserMatch[] {
    const program = this.#normal.get(normalizeName(name))
    if (program !== undefined) return [{ kind: 'user', program, embedded: [] }]
    if (this.#embedded.length === 0) return NONE
    return this.#embedded.flatMap((one) => {
      const embedded = one.embedded?.match(name)
      return embedded === undefined ? [] : [{ kind: 'user' as const, program: one, embedded }]
    })
  }

  /** The names of its keywords. */
  names(): string[] {
    return [...this.#normal.values(), ...this.#embedded].map((program) => program.name)
  }
}

const NONE: readonly UserMatch[] = []
