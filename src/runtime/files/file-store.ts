import { randomUUID } from 'node:crypto'
import {
  chmod,
  type FileHandle,
  link,
  mkdir,
  open,
  rename,
  rm,
  stat,
  symlink,
  utimes,
} from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from '../errors.ts'
import { cacheError } from './cache-error.ts'
import { claimPartial } from './claim-partial.ts'
import { IncomingFile } from './incoming-file.ts'
import { makeRoom } from './make-room.ts'
import { namesIn } from './names-in.ts'
import { isOfLivingProcess, ownMark } from './process-mark.ts'

/** What is known of a file before its bytes come. */
export interface Announcement {
  readonly sha256: string
  readonly length: number
}

/** A file that comes, of which less may be known; `most` is what it will take as far as anybody can tell. */
interface Coming extends Partial<Announcement> {
  readonly most?: number
}

/** A file of the store while a driver uses it. */
export interface LentFile extends AsyncDisposable {
  readonly path: string
  /** Puts another file of the store beside it. */
  addBeside(sha256: string, name: string): Promise<void>
}

/** Bytes that the files of a store may take together, unless told otherwise. */
const DEFAULT_LIMIT = 10 * 1024 ** 3

/**
 * Files by their SHA-256, in a folder that several processes may share. Whole ones stand in `sha256`, those that are
 * coming in `partial`, and in `in-use` each with the name that its user knows it by. All state is on the disk.
 */
export class FileStore {
  readonly folder: string
  /** The most bytes that it keeps; the ones that were used longest ago go first. */
  readonly limit: number

  constructor(folder: string, limit = DEFAULT_LIMIT) {
    this.folder = folder
    this.limit = limit
  }

  /** True if the whole file is here; that counts as a use of it. */
  async has(sha256: string, length?: number): Promise<boolean> {
    const path = this.#whole(sha256)
    try {
      const { size } = await stat(path)
      if (length !== undefined && size !== length) return false
      const now = new Date()
      await utimes(path, now, now)
      return true
    } catch {
      return false
    }
  }

  /** Takes a file that comes; what came of it before is kept. Without a digest it is known by the one that it has. */
  async receive(
    { sha256, length, most = length }: Coming,
    mismatch: (expected: string, got: string) => Error = notAsAnnounced,
  ): Promise<IncomingFile> {
    if (most !== undefined && most > this.limit) throw this.#tooLarge(most)
    try {
      for (const part of ['sha256', 'partial'])
        await mkdir(join(this.folder, part), { recursive: true, mode: 0o700 })
      await makeRoom(this.folder, this.limit - (most ?? 0))
      const resumable = sha256 !== undefined && length !== undefined ? `${sha256}-${length}` : undefined
      const path = await claimPartial(join(this.folder, 'partial'), resumable)
      return await IncomingFile.open(path, {
        ...{ sha256, length, limit: this.limit, mismatch },
        keep: (found) => this.#keep(path, found),
      })
    } catch (error) {
      throw cacheError(this.folder, error)
    }
  }

  /** Gives a file of the store a path that ends in `name`, until it is disposed. */
  async lend(sha256: string, name: string): Promise<LentFile> {
    const folder = join(this.folder, 'in-use', `${ownMark()}.${randomUUID()}`)
    try {
      await this.#sweep()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = await this.#put(sha256, folder, name)
      return {
        path,
        addBeside: async (another, known) => void (await this.#put(another, folder, known)),
        [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
      }
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw cacheError(this.folder, error)
    }
  }

  /** Opens a whole file to be read; undefined if it is not here. That counts as a use of it. */
  async open(sha256: string): Promise<FileHandle | undefined> {
    if (!(await this.has(sha256))) return undefined
    return open(this.#whole(sha256)).catch(() => undefined)
  }

  /** A link keeps the bytes even if the store forgets the file meanwhile. */
  async #put(sha256: string, folder: string, name: string): Promise<string> {
    const path = join(folder, plainName(name))
    await link(this.#whole(sha256), path).catch(() => symlink(this.#whole(sha256), path))
    await stat(path)
    return path
  }

  #whole(sha256: string): string {
    return join(this.folder, 'sha256', sha256)
  }

  async #keep(path: string, sha256: string): Promise<void> {
    // Nobody writes to it by mistake: its name is its digest.
    await chmod(path, 0o400)
    await rename(path, this.#whole(sha256))
  }

  /** Removes what processes that were killed had in use. */
  async #sweep(): Promise<void> {
    const folder = join(this.folder, 'in-use')
    for (const name of await namesIn(folder))
      if (!isOfLivingProcess(name.slice(0, name.lastIndexOf('.'))))
        await rm(join(folder, name), { recursive: true, force: true })
  }

  #tooLarge(length: number): LabError {
    const message = `A file of ${length} bytes does not fit into the file cache ${this.folder}, which takes ${this.limit}.`
    return new LabError('file-too-large', message, { hint: 'Give it more with --cache-size.' })
  }
}

function notAsAnnounced(expected: string, got: string): LabError {
  const message = `A file arrived damaged: expected SHA-256 ${expected}, got ${got}.`
  return new LabError('transfer-damaged', message, { hint: 'It was not kept; send it again.' })
}

/** The last part of a name, with nothing in it that a path could trip over. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = [...last]
    .filter((letter) => letter >= ' ')
    .join('')
    .slice(-120)
  return /^\.*$/.test(plain) ? 'file' : plain
}
