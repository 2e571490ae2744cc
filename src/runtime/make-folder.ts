import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder with those that it lies in; does nothing where it is there. Node's own `recursive` never comes back where
 * a folder is there and takes none, as /proc.
 */
export function makeFolder(path: string, mode?: number): void {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at)
  for (const folder of missing) makeOne(folder, mode)
}

/** Another process may be quicker. */
function makeOne(folder: string, mode: number | undefined): void {
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}
