import { join, resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { programPath } from '../guarded-process/find-program.ts'
import { escapeCommas } from '../virtual-machine/arguments.ts'
import type { MachineConfig } from '../virtual-machine/config.ts'
import type { DiskImages } from './disk-image.ts'

/** What disks are made from. */
export interface DiskParts {
  readonly images: DiskImages
  readonly device: string
  readonly directory: string
  readonly folder: string
}

/** The disks of a machine: overlays in the folder of the session, so that no image of the bench is ever changed. */
export interface Disks {
  /** Paths of the overlays, the first disk first. */
  readonly paths: readonly string[]
  /** Path of an image that holds states: the first disk, or an empty one beside it; undefined without qemu-img. */
  readonly states: string | undefined
  /** Arguments of QEMU. */
  readonly args: readonly string[]
}

const STATES_SIZE = 1024 * 1024

/** Makes the disks of a machine. */
export async function createDisks(
  configured: MachineConfig['disks'],
  parts: DiskParts,
  signal: AbortSignal,
): Promise<Disks> {
  const { images, directory, folder, device } = parts
  const paths: string[] = []
  const args: string[] = []
  for (const [index, disk] of configured.entries()) {
    const path = join(folder, `disk${index}.qcow2`)
    if (disk.file !== undefined)
      await images.overlay(path, resolve(directory, disk.file), disk.format, signal)
    else if (disk.size !== undefined) await images.empty(path, disk.size, signal)
    else throw emptyDisk(device, index)
    paths.push(path)
    args.push('-drive', `file=${escapeCommas(path)},format=qcow2,if=${disk.interface},id=disk${index}`)
  }
  const [first] = paths
  if (first !== undefined || programPath('qemu-img') === undefined) return { paths, args, states: first }
  // A machine without disks keeps its states in one that it does not see.
  const states = join(folder, 'states.qcow2')
  await images.empty(states, STATES_SIZE, signal)
  return { paths, states, args: ['-drive', `file=${escapeCommas(states)},format=qcow2,if=none,id=states`] }
}

function emptyDisk(device: string, index: number): SuiteError {
  const message = `Disk ${index} of ${device} has neither a file nor a size.`
  return new SuiteError('disk-without-size', message, {
    device,
    hint: 'Give it one in the bench file: disks: [{ size: 64 MiB }]',
  })
}
