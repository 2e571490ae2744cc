import type { Scopes } from './scope.ts'

/** Where a value comes from: written in the suite, or found in variables when the step runs. */
export interface Source {
  /** Set if the value is known before anything runs. */
  readonly constant?: { readonly value: unknown }
  /** `list` for `@{x}` and `dict` for `&{x}`: the value stands for any number of arguments. */
  readonly expands?: 'list' | 'dict'
  get(scopes: Scopes): unknown
}

/** A source whose value is known. */
export function constantSource(value: unknown): Source {
  return { constant: { value }, get: () => value }
}
