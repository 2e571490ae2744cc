import type { FileHandle } from 'node:fs/promises'
import type { Compression } from './compression.ts'
import { xzSize } from './xz-size.ts'
import { zstdSize } from './zstd-size.ts'

/**
 * Size of a packed image unpacked, where its file says it; undefined where it does not (gzip counts modulo 4 GiB, bzip2
 * not at all). Throws a SuiteError for a file that is cut off, as far as it is seen from outside.
 */
export async function statedSize(
  file: string,
  handle: FileHandle,
  compression: Compression,
): Promise<number | undefined> {
  if (compression === 'xz') return xzSize(file, handle)
  return compression === 'zstd' ? zstdSize(file, handle) : undefined
}
