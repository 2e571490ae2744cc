import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** So many endings of a name are taken off. */
const ENDINGS = 2

/**
 * Names of files that may lie beside one, the nearest first: beside `disk.wic.gz` it is `disk.wic.gz.bmap`,
 * `disk.wic.bmap` or `disk.bmap`, as bmaptool has it.
 */
export function namesBeside(name: string, ending: string): string[] {
  const names = [`${name}${ending}`]
  let stem = name
  for (let taken = 0; taken < ENDINGS; taken += 1) {
    const dot = stem.lastIndexOf('.')
    if (dot <= 0) break
    stem = stem.slice(0, dot)
    names.push(`${stem}${ending}`)
  }
  return names
}

/** The path of the file that lies beside one; undefined if there is none. */
export async function findBeside(path: string, ending: string): Promise<string | undefined> {
  for (const name of namesBeside(basename(path), ending)) {
    const beside = join(dirname(path), name)
    const facts = await stat(beside).catch(() => undefined)
    if (facts?.isFile()) return beside
  }
  return undefined
}
