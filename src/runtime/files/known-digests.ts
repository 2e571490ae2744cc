import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filesFolder } from './user-store.ts'

/** Smaller files are read faster than looked up. */
const SMALLEST = 4 * 1024 * 1024
/** A file that changed a moment ago may change again within the same tick of the disk's clock. */
const SETTLED_MS = 2000
/** So many digests are kept. */
const MOST = 1000

/** Digests of large files that were read before, by what the disk knows of them: who changes a file changes that. */
export class KnownDigests {
  readonly #folder: string

  constructor(env: NodeJS.ProcessEnv) {
    this.#folder = join(filesFolder(env), 'digests')
  }

  /** The digest of a file that is as it was then. */
  async find(facts: BigIntStats): Promise<string | undefined> {
    if (facts.size < SMALLEST) return undefined
    const text = await readFile(this.#path(facts), 'latin1').catch(() => '')
    return /^[0-9a-f]{64}$/.test(text) ? text : undefined
  }

  /** Keeps a digest; where that cannot be done the file is read again next time. */
  async keep(facts: BigIntStats, sha256: string): Promise<void> {
    if (facts.size < SMALLEST || Date.now() - Number(facts.ctimeMs) < SETTLED_MS) return
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      const names = await readdir(this.#folder)
      if (names.length >= MOST)
        await Promise.all(names.map((name) => rm(join(this.#folder, name), { force: true })))
      const path = this.#path(facts)
      await writeFile(`${path}.${process.pid}`, sha256)
      await rename(`${path}.${process.pid}`, path)
    } catch {
      // A cache only saves time.
    }
  }

  #path({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
    const key = [dev, ino, size, mtimeNs, ctimeNs].join(' ')
    return join(this.#folder, createHash('sha256').update(key).digest('hex'))
  }
}
