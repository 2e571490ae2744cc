import type { FileHandle } from 'node:fs/promises'
import type { Compression } from './compression.ts'

/** A packed image that is open. */
export interface PackedImageFile {
  readonly file: string
  readonly compression: Compression
  readonly handle: FileHandle
  readonly signal: AbortSignal
}
