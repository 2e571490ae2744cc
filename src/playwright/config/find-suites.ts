import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

const SUITE_EXTENSIONS = new Set(['.hil', '.robot'])
const SKIPPED = new Set(['node_modules', 'test-results', 'hil-report'])

/** True for a path that holds a suite; `__init__` files set up directories and are none. */
export function isSuitePath(path: string): boolean {
  return SUITE_EXTENSIONS.has(extname(path).toLowerCase()) && !/(^|[/\\])__init__\.[^.]+$/i.test(path)
}

/** The suite files of a folder and the folders in it, sorted; hidden folders and packages are left out. */
export function findSuites(folder: string): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED.has(entry.name)) found.push(...findSuites(path))
    } else if (isSuitePath(path)) found.push(path)
  }
  return found.sort()
}
