import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

const SUITE_EXTENSIONS = new Set(['.hil', '.robot'])
const SKIPPED = new Set(['node_modules', 'test-results', 'hil-report'])

/** True for a path that holds a suite; `__init__` files set up directories and are none. */
export function isSuitePath(path: string): boolean {
  return SUITE_EXTENSIONS.has(extname(path).toLowerCase()) && !isInitPath(path)
}

/** True for a file that suites share: resource files, and `__init__` files, which set up directories. */
export function isSharedPath(path: string): boolean {
  const extension = extname(path).toLowerCase()
  return extension === '.resource' || (SUITE_EXTENSIONS.has(extension) && isInitPath(path))
}

/** The suite files of a folder and the folders in it, sorted; hidden folders and packages are left out. */
export function findSuites(folder: string): string[] {
  return findFiles(folder, isSuitePath)
}

/** The files of a folder and the folders in it that fit, sorted; hidden folders and packages are left out. */
export function findFiles(folder: string, fits: (path: string) => boolean): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED.has(entry.name)) found.push(...findFiles(path, fits))
    } else if (fits(path)) found.push(path)
  }
  return found.sort()
}

/** True for the path of a file that sets up its directory. */
export function isInitPath(path: string): boolean {
  return /(^|[/\\])__init__\.[^.]+$/i.test(path)
}
