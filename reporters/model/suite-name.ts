import { posix } from 'node:path'

/**
 * The title of a suite, made from its file's name as Robot Framework makes it: without the extension and an
 * ordering prefix (`01__`), underscores as spaces, and capitalised where it is all lower-case.
 */
export function suiteNameOf(file: string): string {
  const base = posix.basename(file).replace(/(\.(spec|test))?\.\w+$/, '')
  const name = base
    .slice(base.indexOf('__') + 1)
    .replaceAll('_', ' ')
    .trim()
  return name === name.toLowerCase() ? titleCase(name) : name
}

function titleCase(name: string): string {
  return name.replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))
}
