import { HilError, LabError, messageOf } from '../errors.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EACCES: 'its rights do not allow it',
  EPERM: 'its rights do not allow it',
  EROFS: 'the disk is read-only',
}

/** The error of a cache that cannot be used; errors of ours stay as they are. */
export function cacheError(folder: string, cause: unknown): Error {
  if (cause instanceof HilError) return cause
  const reason = REASONS[(cause as NodeJS.ErrnoException).code ?? ''] ?? messageOf(cause)
  return new LabError('file-cache', `The file cache ${folder} cannot be written: ${reason}.`, {
    cause,
    hint: 'Make room or see to its rights; XDG_CACHE_HOME puts it elsewhere.',
  })
}
