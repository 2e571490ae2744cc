import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const INIT = /^__init__\.(?:hil|robot)$/i

/** The `__init__` files of the folders from a root down to that of a suite, the outermost first. */
export function parentFiles(suite: string, root: string): string[] {
  const found: string[] = []
  for (let folder = dirname(suite); isInside(folder, root); folder = dirname(folder)) {
    const name = readdirSync(folder).find((entry) => INIT.test(entry))
    if (name !== undefined && join(folder, name) !== suite) found.unshift(join(folder, name))
    if (folder === dirname(folder)) break
  }
  return found
}

function isInside(folder: string, root: string): boolean {
  return !relative(root, folder).startsWith('..')
}
