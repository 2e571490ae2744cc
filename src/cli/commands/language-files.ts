import { readdirSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'

const EXTENSIONS = new Set(['.hil', '.robot', '.resource'])
const SKIPPED = new Set(['node_modules', 'test-results', 'hil-report'])

/**
 * The suites, resource and `__init__` files at paths, each once, sorted within a folder; hidden folders and packages
 * are left out. Throws a SuiteError for a path that is not there, or is a file of another kind.
 */
export function languageFiles(paths: readonly string[]): string[] {
  return [...new Set((paths.length === 0 ? ['.'] : paths).flatMap(filesAt))]
}

/** True for a path that ends as files of the language do. */
export function isLanguageFile(path: string): boolean {
  return EXTENSIONS.has(extname(path).toLowerCase())
}

/** A path as it is shown: from this folder. */
export function shownPath(file: string): string {
  return relative(process.cwd(), file) || file
}

function filesAt(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new SuiteError('path-missing', `There is no file or folder "${path}".`)
  if (stats.isDirectory()) return walk(path)
  if (isLanguageFile(path)) return [path]
  throw new SuiteError('not-a-suite', `"${path}" is no suite and no resource file.`, {
    hint: 'Expected a file that ends in .hil, .robot or .resource, or a folder.',
  })
}

function walk(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (!entry.isDirectory()) return isLanguageFile(path) && entry.isFile() ? [path] : []
    return entry.name.startsWith('.') || SKIPPED.has(entry.name) ? [] : walk(path)
  })
}
