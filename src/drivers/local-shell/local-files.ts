import { createHash } from 'node:crypto'
import { chmod, copyFile, readFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, messageOf } from '../../runtime/errors.ts'
import type { files } from '../../runtime/interfaces/files.ts'
import { fileMissing } from '../posix-shell/file-missing.ts'
import { modeOf } from '../posix-shell/file-mode.ts'

/** Where the files of a local shell are. */
interface LocalPlace {
  readonly device: string
  /** Where paths of the device start. */
  readonly folder: string
  /** Where paths of the bench start. */
  readonly directory: string
}

/** The interface `files` on this machine's own. */
export function createLocalFiles({ device, folder, directory }: LocalPlace): ImplementationOf<typeof files> {
  const at = (path: string) => resolve(folder, path)
  const attempt = async <T>(work: Promise<T>): Promise<T> =>
    await work.catch((cause) => {
      throw transferFailed(device, cause)
    })
  const there = async <T>(path: string, work: Promise<T>): Promise<T> =>
    await work.catch((cause) => {
      throw cause.code === 'ENOENT' ? fileMissing(device, path, cause) : transferFailed(device, cause)
    })
  const sum = async (path: string) =>
    createHash('sha256')
      .update(await there(path, readFile(at(path))))
      .digest('hex')
  return {
    put: async ({ file, path, mode }) => {
      const rights = mode === undefined ? undefined : modeOf(mode)
      const part = `${at(path)}.part`
      await attempt(copyFile(resolve(directory, file), part))
      if (rights !== undefined) await attempt(chmod(part, rights))
      await attempt(rename(part, at(path)))
      const { length } = await attempt(readFile(at(path)))
      return { bytes: length, sha256: await sum(path) }
    },
    get: ({ path }) => there(path, readFile(at(path))),
    checksum: ({ path }) => sum(path),
    remove: ({ path }) => there(path, rm(at(path))),
  }
}

function transferFailed(device: string, cause: unknown): DeviceError {
  return new DeviceError('transfer-failed', `${device}: ${messageOf(cause)}`, { device, cause })
}
