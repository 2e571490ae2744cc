import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const INIT = /^__init__\.(?:hil|robot)$/i

/** The `__init__` files of the folders from a root down to that of a suite, the outermost first. */
export function parentFiles(
  suite: string,
  root: string,
  initOf: (folder: string) => string | undefined = findInit,
): string[] {
  const found: string[] = []
  for (let folder = dirname(suite); isInside(folder, root); folder = dirname(folder)) {
    const init = initOf(folder)
    if (init !== undefined && init !== suite) found.unshift(init)
    if (folder === dirname(folder)) break
  }
  return found
}

/** The `__init__` file of a folder. */
export function findInit(folder: string): string | undefined {
  const name = readdirSync(folder).find((entry) => INIT.test(entry))
  return name === undefined ? undefined : join(folder, name)
}

function isInside(folder: string, root: string): boolean {
  return !relative(root, folder).startsWith('..')
}
