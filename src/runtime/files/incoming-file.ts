import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LabError } from '../errors.ts'
import { cacheError } from './cache-error.ts'
import { unclaimed } from './claim-partial.ts'
import { blocksOf } from './hash-file.ts'

/** What a file that comes must be, and where it goes when it is whole. */
export interface Expected {
  readonly sha256: string | undefined
  readonly length: number | undefined
  /** The most bytes that are taken. */
  readonly limit: number
  /** The error of a file with another digest. */
  mismatch(expected: string, got: string): Error
  keep(sha256: string): Promise<void>
}

/** A file that comes piece by piece. What came is kept if it is disposed before it is whole. */
export class IncomingFile implements AsyncDisposable {
  readonly #path: string
  readonly #handle: FileHandle
  readonly #expected: Expected
  readonly #hash: Hash = createHash('sha256')
  #have = 0
  #over = false

  private constructor(path: string, handle: FileHandle, expected: Expected) {
    this.#path = path
    this.#handle = handle
    this.#expected = expected
  }

  /** Opens the file of that path; what is in it already is read, since the digest covers it. */
  static async open(path: string, expected: Expected): Promise<IncomingFile> {
    const incoming = new IncomingFile(path, await open(path, 'a+', 0o600), expected)
    for await (const block of blocksOf(incoming.#handle, {})) incoming.#count(block)
    return incoming
  }

  /** Bytes that are here. */
  get have(): number {
    return this.#have
  }

  /** Adds bytes at the end. Rejects with a LabError if the disk takes no more. */
  async append(chunks: readonly Uint8Array[]): Promise<void> {
    for (const chunk of chunks) this.#count(chunk)
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    if (this.#have > (this.#expected.length ?? this.#expected.limit)) throw this.#tooLong()
    try {
      const { bytesWritten } = await this.#handle.writev(chunks)
      if (bytesWritten !== bytes) throw Object.assign(new Error('a short write'), { code: 'ENOSPC' })
    } catch (error) {
      throw cacheError(dirname(dirname(this.#path)), error)
    }
  }

  /** Puts the whole file into the store; one with another digest is forgotten. */
  async finish(): Promise<string> {
    const sha256 = this.#hash.digest('hex')
    this.#over = true
    await this.#handle.close()
    const expected = this.#expected.sha256
    if (expected !== undefined && sha256 !== expected) {
      await rm(this.#path, { force: true })
      throw this.#expected.mismatch(expected, sha256)
    }
    await this.#expected.keep(sha256)
    return sha256
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#over) return
    this.#over = true
    await this.#handle.close()
    const left = unclaimed(this.#path)
    if (left === undefined) await rm(this.#path, { force: true })
    else await rename(this.#path, left).catch(() => {})
  }

  #count(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.#have += chunk.length
  }

  #tooLong(): LabError {
    const { length, limit } = this.#expected
    return length === undefined
      ? new LabError(
          'file-too-large',
          `The file has more than ${limit} bytes, the most that the file cache takes.`,
        )
      : new LabError('protocol', `More bytes came than the ${length} that were announced.`)
  }
}
