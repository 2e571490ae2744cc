import type { VariableScope } from '../catalogue/keyword-context.ts'
import { rememberName } from './written-names.ts'

/** Variable names are compared without case, spaces and underscores; the sigil is not part of them. */
export function normalizeVariable(name: string): string {
  const normalized = name.replace(/[\s_]/g, '').toLowerCase()
  rememberName(normalized, name)
  return normalized
}

/** Variables by normalised name. */
export type Scope = Map<string, unknown>

/** The scopes that a step sees, the innermost first. */
export class Scopes {
  readonly local: Scope
  readonly test: Scope
  readonly suite: Scope
  readonly global: Scope

  /** The scopes of the keyword or test that called. */
  readonly #caller: Scopes | undefined

  constructor(global: Scope, suite: Scope = new Map(), test: Scope = new Map(), caller?: Scopes) {
    this.global = global
    this.suite = suite
    this.test = test
    this.local = new Map()
    this.#caller = caller
  }

  /** The scopes inside a user keyword: the same, with local variables of its own. */
  enterKeyword(): Scopes {
    const inner = new Scopes(this.global, this.suite, this.test, this)
    if (this.local.has('keywordstatus'))
      for (const name of TOLD) if (this.local.has(name)) inner.local.set(name, this.local.get(name))
    return inner
  }

  /** The scopes of a new test. */
  enterTest(): Scopes {
    return new Scopes(this.global, this.suite)
  }

  /** The scope that holds the name, or undefined. */
  holderOf(name: string): Scope | undefined {
    if (this.local.has(name)) return this.local
    if (this.test.has(name)) return this.test
    if (this.suite.has(name)) return this.suite
    return this.global.has(name) ? this.global : undefined
  }

  /** Sets a variable; the narrower scopes, also of those that called, lose theirs of the same name. */
  set(name: string, value: unknown, scope: VariableScope): void {
    if (scope === 'local') {
      this.local.set(name, value)
      return
    }
    for (let each: Scopes | undefined = this; each !== undefined; each = each.#caller) each.local.delete(name)
    if (scope !== 'test') this.test.delete(name)
    if (scope === 'global') this.suite.delete(name)
    this[scope].set(name, value)
  }

  /** All names that are visible. */
  names(): string[] {
    const all = [this.local, this.test, this.suite, this.global].flatMap((scope) => [...scope.keys()])
    return all.filter((name) => name !== SEARCH_ORDER)
  }
}

/** What the teardown of a keyword is told is there for the keywords that it calls. */
const TOLD = ['keywordstatus', 'keywordmessage']

/** Stands among the suite's variables, so that it lives as long as they do; no suite can write a name with a space. */
const SEARCH_ORDER = 'search order'

/** The libraries and resource files whose keywords go before others of the same name. */
export function searchOrderOf({ suite }: Scopes): readonly string[] {
  return (suite.get(SEARCH_ORDER) as readonly string[] | undefined) ?? []
}

/** Changes the search order of the suite. */
export function setSearchOrder({ suite }: Scopes, order: readonly string[]): void {
  suite.set(SEARCH_ORDER, order)
}
