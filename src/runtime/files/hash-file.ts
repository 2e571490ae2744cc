import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** Files are read in such pieces. */
const BLOCK = 1024 * 1024

/** What hears how far the reading is, and ends it. */
export interface Reading {
  readonly signal?: AbortSignal | undefined
  readonly progress?: (bytes: number) => void
}

/** SHA-256 of an open file, in hexadecimal; other work goes on between its pieces. */
export async function hashFile(handle: FileHandle, reading: Reading = {}): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of blocksOf(handle, reading)) hash.update(block)
  return hash.digest('hex')
}

/** The bytes of an open file; a piece is good until the next one but one is asked for. */
export async function* blocksOf(
  handle: FileHandle,
  { signal, progress }: Reading,
): AsyncGenerator<Uint8Array> {
  const buffers = [Buffer.allocUnsafe(BLOCK), Buffer.allocUnsafe(BLOCK)] as const
  let position = 0
  let turn: 0 | 1 = 0
  let next = handle.read(buffers[turn], 0, BLOCK, position)
  for (;;) {
    signal?.throwIfAborted()
    const { bytesRead, buffer } = await next
    if (bytesRead === 0) return
    position += bytesRead
    turn = turn === 0 ? 1 : 0
    // The next piece is read while this one is worked on.
    next = handle.read(buffers[turn], 0, BLOCK, position)
    next.catch(() => {})
    progress?.(position)
    yield buffer.subarray(0, bytesRead)
  }
}
