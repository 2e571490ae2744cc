import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { FileStore } from './file-store.ts'
import { hashFile } from './hash-file.ts'
import { KnownDigests } from './known-digests.ts'

/** A file that another exporter may have, open to be read. */
export interface OfferedFile extends AsyncDisposable {
  readonly handle: FileHandle
  readonly length: number
  readonly sha256: string
}

/** What an exporter offers to others: the files that it keeps, by SHA-256, and those of a folder, by name. */
export class OfferedFiles {
  readonly #store: FileStore
  readonly #folder: string | undefined

  constructor(store: FileStore, folder: string | undefined) {
    this.#store = store
    this.#folder = folder
  }

  /** Opens one by its SHA-256 or its path in the folder; undefined if there is none of that name. */
  async open(name: string, signal: AbortSignal): Promise<OfferedFile | undefined> {
    const isDigest = /^[0-9a-f]{64}$/.test(name)
    const handle = isDigest ? await this.#store.open(name) : await this.#inFolder(name)
    if (handle === undefined) return undefined
    try {
      const facts = await handle.stat({ bigint: true })
      if (facts.isFile()) {
        const sha256 = isDigest ? name : await digestOf(handle, signal)
        const close = () => handle.close()
        return { handle, sha256, length: Number(facts.size), [Symbol.asyncDispose]: close }
      }
    } catch (error) {
      await handle.close()
      throw error
    }
    await handle.close()
    return undefined
  }

  /** Whatever the name says, nothing outside of the folder: neither by dots nor by a link. */
  async #inFolder(name: string): Promise<FileHandle | undefined> {
    if (this.#folder === undefined || !isPlainPath(name)) return undefined
    try {
      const root = await realpath(this.#folder)
      const path = await realpath(join(root, name))
      if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined
      // Not a pipe either, at which the opening would wait.
      return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    } catch {
      return undefined
    }
  }
}

/** Parts with something in them that do not begin with a dot. */
function isPlainPath(name: string): boolean {
  return name.split('/').every((part) => /^[^./\\][^/\\]*$/.test(part))
}

async function digestOf(handle: FileHandle, signal: AbortSignal): Promise<string> {
  const known = new KnownDigests(process.env)
  const facts = await handle.stat({ bigint: true })
  const before = await known.find(facts)
  if (before !== undefined) return before
  const sha256 = await hashFile(handle, { signal })
  await known.keep(facts, sha256)
  return sha256
}
