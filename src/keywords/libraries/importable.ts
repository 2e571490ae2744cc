import type { Library } from '../catalogue/keyword.ts'

/** Libraries that a suite can call after it has imported them by name. */
export function importableLibraries(): readonly Library[] {
  return []
}
