import { statSync } from 'node:fs'
import { extname, isAbsolute, resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'

/** Which file is looked for, and where. */
export interface FileSearch {
  readonly path: string
  /** The folder of the file that imports it. */
  readonly folder: string
  readonly searchPath: readonly string[]
  /** What it is, for messages: `Resource file`. */
  readonly kind: string
  /** Tried behind a path without extension. */
  readonly extensions?: readonly string[]
}

/** The file that an import names: absolute, beside the file that asks, or on the search path. Throws a SuiteError. */
export function findFile({ path, folder, searchPath, kind, extensions = [] }: FileSearch): string {
  const places = isAbsolute(path) ? [''] : [folder, ...searchPath]
  const ends = extname(path) === '' ? ['', ...extensions] : ['']
  for (const place of places)
    for (const end of ends) {
      const candidate = resolve(place, path) + end
      if (isFile(candidate)) return candidate
    }
  const looked =
    places.length === 1
      ? `Paths start at the folder of this file, ${folder}`
      : `I looked in ${places.join(', ')}`
  const hint = isAbsolute(path) ? {} : { hint: looked }
  throw new SuiteError('import-missing', `${kind} '${path}' does not exist.`, hint)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
