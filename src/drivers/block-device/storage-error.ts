import { LabError, messageOf } from '../../runtime/errors.ts'

const GONE = new Set(['ENODEV', 'ENXIO', 'ENOMEDIUM', 'ENOENT'])

/** The error for a storage that failed while it was written or read. */
export function storageFailed(path: string, doing: string, cause: unknown): LabError {
  const { code = '' } = cause as NodeJS.ErrnoException
  const why = GONE.has(code) ? 'it went away' : messageOf(cause)
  return new LabError('storage-failed', `${doing} ${path} failed: ${why}. What is on it is not whole.`, {
    cause,
    hint:
      code === 'ENOSPC'
        ? 'There is no room where it stands.'
        : 'Look at the plug, the card and the kernel log (dmesg), and flash again.',
  })
}

/** The error for a storage that is in use; nothing was written. */
export function storageBusy(path: string, by: readonly string[]): LabError {
  const users = by.length === 0 ? 'the system says that it is busy' : by.join(', ')
  return new LabError('storage-busy', `${path} is in use: ${users}. Nothing was written.`, {
    hint: 'Unmount it first, and be sure that it is the right device.',
  })
}

/** The error for a storage that is not there; nothing was written. */
export function storageMissing(path: string, why: string): LabError {
  return new LabError('storage-missing', `${path} cannot be written: ${why}. Nothing was written.`, {
    hint: 'Is the card in, and the path the right one? /dev/disk/by-id names devices for good.',
  })
}
