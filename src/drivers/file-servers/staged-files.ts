import { copyFile, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { hashFile } from '../../runtime/files/hash-file.ts'
import { didYouMean } from '../../runtime/neighbours.ts'

/** A file that is offered. */
export interface StagedFile {
  readonly name: string
  /** Where our copy of it is. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** Files that a server offers: copies of its own, so that what was staged stays as it was. */
export class StagedFiles implements AsyncDisposable {
  readonly #folder: string
  readonly #files = new Map<string, StagedFile>()
  #copies = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(): Promise<StagedFiles> {
    return new StagedFiles(await mkdtemp(join(tmpdir(), 'hilwright-files-')))
  }

  /** Offers a file under a name, in place of what had it. */
  async stage(file: string, wanted: string | undefined): Promise<StagedFile> {
    const name = plainName(wanted ?? basename(file))
    if (name === '' || name.split('/').includes('..'))
      throw new SuiteError('file-name', `"${wanted}" is no name of a file on a server.`, {
        hint: 'Write it as in boot/kernel.img.',
      })
    const path = join(this.#folder, String(++this.#copies))
    await copyFile(file, path).catch((cause) => {
      throw new SuiteError('file-not-found', `"${file}" cannot be staged: ${messageOf(cause)}.`, { cause })
    })
    const staged = { name, path, ...(await measure(path)) }
    await this.remove(name)
    this.#files.set(name, staged)
    return staged
  }

  names(): string[] {
    return [...this.#files.keys()]
  }

  /** The file that a client asks for; undefined if there is none. */
  find(name: string): StagedFile | undefined {
    return this.#files.get(plainName(name))
  }

  /** The file that a suite means; a SuiteError if there is none. */
  get(name: string): StagedFile {
    const found = this.find(name)
    if (found !== undefined) return found
    const hint = didYouMean(name, this.names())
    throw new SuiteError(
      'file-not-staged',
      `No file "${name}" is staged.`,
      hint === undefined ? {} : { hint },
    )
  }

  /** Offers a file no longer. Transfers that go on are finished: they have it open. */
  async remove(name: string): Promise<void> {
    const known = this.find(name)
    if (known === undefined) return
    this.#files.delete(known.name)
    await rm(known.path, { force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Bootloaders write names with and without a slash in front. */
function plainName(name: string): string {
  return name.replace(/^\/+/, '')
}

async function measure(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const handle = await open(path)
  try {
    return { bytes: (await handle.stat()).size, sha256: await hashFile(handle) }
  } finally {
    await handle.close()
  }
}
