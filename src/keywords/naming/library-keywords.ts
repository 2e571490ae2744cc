import { normalizeName } from '../catalogue/catalogue.ts'
import type { Keyword, Library } from '../catalogue/keyword.ts'

/** The keyword of a library by its name. */
export function keywordNamed(library: Library, name: string): Keyword | undefined {
  let known = byName.get(library)
  if (known === undefined) {
    known = new Map(library.keywords.map((keyword) => [normalizeName(keyword.name), keyword]))
    byName.set(library, known)
  }
  return known.get(normalizeName(name))
}

const byName = new WeakMap<Library, ReadonlyMap<string, Keyword>>()
