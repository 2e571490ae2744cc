import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { LabError, messageOf } from '../errors.ts'
import { makeFolder } from '../make-folder.ts'

/** A file that only grows. It is made with the first write, with the folders above it. */
export class AppendFile {
  readonly path: string
  #fd: number | undefined

  constructor(path: string) {
    this.path = path
  }

  /** Opens the file now; returns how long it is already. */
  open(): number {
    return this.#attempt(() => {
      makeFolder(dirname(this.path))
      this.#fd ??= openSync(this.path, 'a')
      return fstatSync(this.#fd).size
    })
  }

  /** Writes all of the bytes before it returns; throws a LabError when the disk is full or the folder is gone. */
  write(bytes: Uint8Array): void {
    if (this.#fd === undefined) this.open()
    const fd = this.#fd as number
    this.#attempt(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
    })
  }

  /** Closes the file; it cannot be written any more unless it is opened again. */
  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }

  #attempt<T>(work: () => T): T {
    try {
      return work()
    } catch (cause) {
      const hint = 'Is the disk full, or the folder write-protected?'
      throw new LabError('record-write', `Cannot write the record ${this.path}: ${messageOf(cause)}`, {
        cause,
        hint,
      })
    }
  }
}
