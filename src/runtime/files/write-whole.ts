import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file that other processes may read meanwhile: they see what was there before, or all that is new. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const own = `${path}.${process.pid}`
  writeFileSync(own, content)
  renameSync(own, path)
}
