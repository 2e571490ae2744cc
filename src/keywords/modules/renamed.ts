import type { Library } from '../catalogue/keyword.ts'

/** A library under the name that an import gives it. */
export function renamed(library: Library, name: string): Library {
  if (library.name === name) return library
  return { ...library, name, keywords: library.keywords.map((keyword) => ({ ...keyword, library: name })) }
}
