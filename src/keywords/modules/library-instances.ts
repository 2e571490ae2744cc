import type { KeywordContext } from '../catalogue/keyword-context.ts'

/** How long an instance of a library's class lives. */
export type LibraryScope = 'TEST' | 'SUITE' | 'GLOBAL'

/** Makes the instances of a library's class when its keywords run, one for each test, suite or process. */
export class LibraryInstances<T extends object> {
  readonly #create: (context: KeywordContext) => T
  readonly #scope: LibraryScope
  readonly #byOwner = new WeakMap<object, T>()
  #only: T | undefined

  constructor(scope: LibraryScope, create: (context: KeywordContext) => T) {
    this.#scope = scope
    this.#create = create
  }

  /** The instance for a call. Setup and teardown of a suite have one of their own where tests have. */
  of(context: KeywordContext): T {
    if (this.#scope === 'GLOBAL') {
      this.#only ??= this.#create(context)
      return this.#only
    }
    const owner = (this.#scope === 'TEST' ? context.test : undefined) ?? context.suite
    const known = this.#byOwner.get(owner)
    if (known !== undefined) return known
    const created = this.#create(context)
    this.#byOwner.set(owner, created)
    return created
  }
}

/** The scope that a class states as `static scope`, or under Robot's name; a test, as in Robot, if it states none. */
export function scopeOf(type: object): LibraryScope {
  const stated =
    'scope' in type ? type.scope : 'ROBOT_LIBRARY_SCOPE' in type ? type.ROBOT_LIBRARY_SCOPE : 'TEST'
  const word = String(stated)
    .toUpperCase()
    .replace(/^TEST (CASE|SUITE)$/, (_all, kind) => (kind === 'CASE' ? 'TEST' : 'SUITE'))
  if (word === 'RUN') return 'GLOBAL'
  return word === 'SUITE' || word === 'GLOBAL' ? word : 'TEST'
}
