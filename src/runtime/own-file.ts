import { dirname, extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)

/**
 * Path of a file of this package that is loaded by its path, such as `src/cli/bench-process`: the source where sources
 * run, the built file elsewhere. The built files are bundles, so that no place relative to one module would do.
 */
export function ownFile(name: string): string {
  return join(dirname(ownSources()), name) + extname(here)
}

/** The folder `src` that this code runs from, built or not. */
export function ownSources(): string {
  const folder = `${sep}src${sep}`
  return here.slice(0, here.lastIndexOf(folder) + folder.length - 1)
}
