import type { BigIntStats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Calling } from '../../runtime/connection.ts'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { hashFile } from '../../runtime/files/hash-file.ts'
import { KnownDigests } from '../../runtime/files/known-digests.ts'

/** A file that is sent, which must stay as it is meanwhile. */
export class SourceFile implements AsyncDisposable {
  readonly path: string
  readonly length: number
  readonly #handle: FileHandle
  readonly #facts: BigIntStats

  private constructor(path: string, handle: FileHandle, facts: BigIntStats) {
    this.path = path
    this.#handle = handle
    this.#facts = facts
    this.length = Number(facts.size)
  }

  /** Opens a file of this machine; a SuiteError says why it is none. */
  static async open(path: string): Promise<SourceFile> {
    const handle = await open(path).catch((cause: NodeJS.ErrnoException) => {
      throw notFound(path, cause)
    })
    const facts = await handle.stat({ bigint: true })
    if (facts.isFile()) return new SourceFile(path, handle, facts)
    await handle.close()
    const what = facts.isDirectory() ? 'a folder' : 'no file'
    throw new SuiteError('not-a-file', `${resolve(path)} is ${what}, where a file is expected.`)
  }

  /** SHA-256 of the file, read only if it was not before or has changed since. */
  async digest({ signal, progress }: Calling): Promise<string> {
    const known = new KnownDigests(process.env)
    const before = await known.find(this.#facts)
    if (before !== undefined) return before
    const { path: file, length } = this
    const read = (bytes: number) => progress?.({ step: 'read', file, bytes, length })
    const sha256 = await hashFile(this.#handle, { signal, progress: read })
    await this.checkUnchanged()
    await known.keep(this.#facts, sha256)
    return sha256
  }

  /** Fills the chunks with what stands at that place. */
  async read(chunks: readonly Uint8Array[], position: number): Promise<void> {
    const wanted = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    if (wanted === 0) return
    const { bytesRead } = await this.#handle.readv(chunks, position)
    if (bytesRead !== wanted) throw this.#changed()
  }

  /** Throws if the file is not what it was when it was opened. */
  async checkUnchanged(): Promise<void> {
    const now = await this.#handle.stat({ bigint: true })
    const { size, mtimeNs } = this.#facts
    if (now.size !== size || now.mtimeNs !== mtimeNs) throw this.#changed()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close()
  }

  #changed(): SuiteError {
    return new SuiteError('file-changed', `${resolve(this.path)} changed while it was sent.`, {
      hint: 'Wait until the build that writes it is done.',
    })
  }
}

function notFound(path: string, cause: NodeJS.ErrnoException): SuiteError {
  const why = cause.code === 'ENOENT' ? 'There is no such file' : messageOf(cause)
  return new SuiteError('file-not-found', `Cannot read ${resolve(path)}: ${why}.`, {
    cause,
    hint: 'The file is sent to the exporter: it must be on this machine. Relative paths start at the current folder.',
  })
}
