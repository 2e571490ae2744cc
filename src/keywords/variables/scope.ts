import type { VariableScope } from '../catalogue/keyword-context.ts'

/** Variable names are compared without case, spaces and underscores; the sigil is not part of them. */
export function normalizeVariable(name: string): string {
  return name.replace(/[ _]/g, '').toLowerCase()
}

/** Variables by normalised name. */
export type Scope = Map<string, unknown>

/** The scopes that a step sees, the innermost first. */
export class Scopes {
  readonly local: Scope
  readonly test: Scope
  readonly suite: Scope
  readonly global: Scope

  constructor(global: Scope, suite: Scope = new Map(), test: Scope = new Map(), local: Scope = new Map()) {
    this.global = global
    this.suite = suite
    this.test = test
    this.local = local
  }

  /** The scopes inside a user keyword: the same, with local variables of its own. */
  enterKeyword(): Scopes {
    return new Scopes(this.global, this.suite, this.test)
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

  /** Sets a variable; the narrower scopes lose theirs of the same name, so that the new one is seen. */
  set(name: string, value: unknown, scope: VariableScope): void {
    const order = [this.local, this.test, this.suite, this.global]
    const index = ['local', 'test', 'suite', 'global'].indexOf(scope)
    for (const narrower of order.slice(0, index)) narrower.delete(name)
    order[index]?.set(name, value)
  }

  /** All names that are visible. */
  names(): string[] {
    const all = [this.local, this.test, this.suite, this.global].flatMap((scope) => [...scope.keys()])
    return all.filter((name) => name !== SEARCH_ORDER)
  }
}

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
