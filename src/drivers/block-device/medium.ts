import { constants } from 'node:fs'
import { type FileHandle, open, readFile, realpath, stat } from 'node:fs/promises'
import { SuiteError } from '../../runtime/errors.ts'
import { loopsOfFile, usersOfDevice } from './block-users.ts'
import { storageBusy, storageFailed, storageMissing } from './storage-error.ts'

/** Direct input and output goes in whole blocks of so many bytes. */
const DIRECT_BLOCK = 4096
const SECTOR = 512
const DEVICE_FOLDER = '/dev/'

/** What is written to: a block device, or a file that stands for one. */
export interface MediumFacts {
  /** Its path, links followed. */
  readonly path: string
  readonly kind: 'device' | 'file'
  /** The most bytes that it takes. */
  readonly capacity: number
  /** Bytes that are on it now. */
  readonly size: number
  /** `major:minor` of a device. */
  readonly number?: string
}

/** Looks at a storage; a LabError says why it cannot be used. `limit` is the size of what a file stands for. */
export async function inspectMedium(path: string, limit: number | undefined): Promise<MediumFacts> {
  const real = await realpath(path).catch(() => path)
  const facts = await stat(real).catch((error: NodeJS.ErrnoException) => {
    // A file made in /dev would take the image, and no device would ever see it.
    if (error.code !== 'ENOENT' || real.startsWith(DEVICE_FOLDER))
      throw storageMissing(path, 'it is not there')
    return undefined
  })
  if (facts?.isBlockDevice()) return inspectDevice(real, facts.rdev)
  if (facts !== undefined && !facts.isFile())
    throw storageMissing(path, 'it is neither a block device nor a file')
  const capacity = limit ?? Number.POSITIVE_INFINITY
  return { path: real, kind: 'file', capacity, size: facts?.size ?? 0 }
}

/** Throws a LabError if anybody else uses the storage. */
export async function refuseUsedMedium({ path, kind, number = '' }: MediumFacts): Promise<void> {
  const users = kind === 'device' ? await usersOfDevice(number) : await loopsOfFile(path)
  if (users.length > 0) throw storageBusy(path, users)
}

async function inspectDevice(path: string, rdev: number): Promise<MediumFacts> {
  const number = `${(rdev >> 8) & 0xfff}:${(rdev & 0xff) | ((rdev >> 12) & 0xfff00)}`
  const sectors = await readFile(`/sys/dev/block/${number}/size`, 'utf8').catch(() => '')
  const capacity = Number(sectors) * SECTOR
  if (!(capacity > 0)) throw storageMissing(path, 'there is no medium in it')
  return { path, kind: 'device', capacity, size: capacity, number }
}

/** A storage that is open. Whole blocks go past the memory of the system, so that what is read is what is on it. */
export class Medium implements AsyncDisposable {
  readonly facts: MediumFacts
  readonly #direct: FileHandle
  readonly #buffered: FileHandle
  #closed = false

  private constructor(facts: MediumFacts, direct: FileHandle, buffered: FileHandle) {
    this.facts = facts
    this.#direct = direct
    this.#buffered = buffered
  }

  /** Opens it for writing, for this process alone if it is a device, and a file empty; or for reading only. */
  static async open(facts: MediumFacts, mode: 'write' | 'read'): Promise<Medium> {
    const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_DIRECT = 0 } = constants
    const forWriting = O_RDWR | (facts.kind === 'device' ? O_EXCL : O_CREAT | O_TRUNC)
    const flags = mode === 'read' ? O_RDONLY : forWriting
    const direct = await openAs(facts, flags | O_DIRECT).catch((error: NodeJS.ErrnoException) => {
      // Some file systems know no direct input and output.
      if (error.code === 'EINVAL') return openAs(facts, flags)
      throw error
    })
    try {
      const buffered = await open(facts.path, mode === 'read' ? O_RDONLY : O_RDWR)
      return new Medium(facts, direct, buffered)
    } catch (error) {
      await direct.close()
      throw storageFailed(facts.path, 'Opening', error)
    }
  }

  async write(bytes: Uint8Array, offset: number): Promise<void> {
    const whole = wholeBlocks(bytes, offset)
    try {
      for (let at = 0; at < whole; )
        at += (await this.#direct.write(bytes, at, whole - at, offset + at)).bytesWritten
      for (let at = whole; at < bytes.length; )
        at += (await this.#buffered.write(bytes, at, bytes.length - at, offset + at)).bytesWritten
    } catch (error) {
      throw storageFailed(this.facts.path, 'Writing', error)
    }
  }

  /** Fills the buffer, which is aligned, with what stands at an offset that is whole blocks. */
  async read(bytes: Uint8Array, offset: number): Promise<void> {
    const whole = wholeBlocks(bytes, offset)
    try {
      for (const [handle, from, to] of [
        [this.#direct, 0, whole],
        [this.#buffered, whole, bytes.length],
      ] as const)
        for (let at = from; at < to; ) {
          const { bytesRead } = await handle.read(bytes, at, to - at, offset + at)
          if (bytesRead === 0) throw Object.assign(new Error('it ends too early'), { code: 'EIO' })
          at += bytesRead
        }
    } catch (error) {
      throw storageFailed(this.facts.path, 'Reading', error)
    }
  }

  /** Gives a file its length: what is not written of it is zeros that take no room. */
  async extend(length: number): Promise<void> {
    await this.#buffered.truncate(length).catch((error) => {
      throw storageFailed(this.facts.path, 'Writing', error)
    })
  }

  /** Resolves when everything is on the medium. */
  async sync(): Promise<void> {
    try {
      await this.#buffered.sync()
      await this.#direct.sync()
    } catch (error) {
      throw storageFailed(this.facts.path, 'Writing', error)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#direct.close().finally(() => this.#buffered.close())
  }
}

/** How many of the bytes can go past the memory of the system. */
function wholeBlocks(bytes: Uint8Array, offset: number): number {
  return offset % DIRECT_BLOCK === 0 ? bytes.length - (bytes.length % DIRECT_BLOCK) : 0
}

async function openAs({ path }: MediumFacts, flags: number): Promise<FileHandle> {
  return open(path, flags, 0o644).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EINVAL') throw error
    if (error.code === 'EBUSY') throw storageBusy(path, [])
    if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS')
      throw storageMissing(path, `this user may not (${error.code})`)
    throw storageMissing(path, error.message)
  })
}

/** The error for an image that does not fit. */
export function imageTooLarge(
  image: string,
  bytes: number | string,
  { path, capacity }: MediumFacts,
): SuiteError {
  const message = `${image} has ${bytes} bytes unpacked, and ${path} takes ${capacity}.`
  return new SuiteError('image-out-of-range', message, { hint: 'Is it an image for another device?' })
}
