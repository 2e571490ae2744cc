import { rename, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import type { storage } from '../../runtime/interfaces/storage.ts'
import { createBlockStorage } from '../block-device/block-storage-access.ts'
import type { VirtualMachine } from '../virtual-machine/machine.ts'
import type { DiskImages } from './disk-image.ts'
import type { Disks } from './disks.ts'

/** What the storage of a machine is made from. */
export interface DiskStorageParts {
  readonly machine: VirtualMachine
  readonly disks: Disks
  readonly images: DiskImages
  readonly folder: string
  readonly directory: string
}

/**
 * The first disk of the machine. Its content goes through a plain file, which images are written to block by block; what
 * an image does not fill is empty.
 */
export function createDiskStorage(parts: DiskStorageParts): ImplementationOf<typeof storage> {
  const { machine, images } = parts
  const plain = join(parts.folder, 'storage.raw')
  let opened: Promise<PlainStorage> | undefined
  const open = (signal: AbortSignal) => {
    opened ??= openPlainStorage(parts, plain, signal)
    opened.catch(() => {
      opened = undefined
    })
    return opened
  }
  const withContent = async <T>({ signal }: CallContext, work: (file: Storage) => T | Promise<T>) => {
    const { file, disk } = await open(signal)
    try {
      await images.flatten(disk, plain, signal)
      return await work(file)
    } finally {
      await rm(plain, { force: true })
    }
  }
  return {
    flash: async (params, context) => {
      if (machine.isOn) throw isRunning(machine.device)
      const { file, disk, size } = await open(context.signal)
      try {
        const written = await file.flash(params, context)
        await truncate(plain, size)
        await images.copy(plain, `${disk}.new`, context.signal)
        await rename(`${disk}.new`, disk)
        return written
      } finally {
        await rm(plain, { force: true })
      }
    },
    verify: (params, context) => withContent(context, (file) => file.verify(params, context)),
    read: (params, context) => withContent(context, (file) => file.read(params, context)),
    progress: async function* (params, context) {
      yield* (await open(context.signal)).file.progress(params, context)
    },
  }
}

type Storage = ImplementationOf<typeof storage>

interface PlainStorage {
  readonly file: Storage
  readonly disk: string
  readonly size: number
}

async function openPlainStorage(
  { machine: { device }, disks, images, directory }: DiskStorageParts,
  path: string,
  signal: AbortSignal,
): Promise<PlainStorage> {
  const disk = disks.paths[0] ?? noDisk(device)
  const size = await images.sizeOf(disk, signal)
  const settings = { device, directory, path, size, verify: true, check: 'size', appears: 0 } as const
  return { file: createBlockStorage(settings, undefined), disk, size }
}

function noDisk(device: string): never {
  throw new SuiteError('no-disk', `${device} has no disk.`, {
    device,
    hint: 'Give it one in the bench file: disks: [{ size: 64 MiB }]',
  })
}

function isRunning(device: string): SuiteError {
  const message = `The disk of ${device} cannot be written while the machine runs from it.`
  return new SuiteError('device-on', message, { device, hint: 'Use "Power Off" before.' })
}
