import type { FileHandle } from 'node:fs/promises'
import { imageCorrupt } from './image-error.ts'

const MAGIC = 0xfd2fb528
const LONGEST_HEADER = 18
const RLE_BLOCK = 1

interface FrameHeader {
  readonly length: number
  readonly hasChecksum: boolean
  readonly size: number | undefined
}

/** Size of a zstd file unpacked if each of its frames states one; walks over all blocks, so that a cut is found. */
export async function zstdSize(file: string, handle: FileHandle): Promise<number | undefined> {
  const { size: end } = await handle.stat()
  let total: number | undefined = 0
  let at = 0
  while (at < end) {
    const start = (await handle.read(Buffer.alloc(LONGEST_HEADER), 0, LONGEST_HEADER, at)).buffer
    const magic = start.readUInt32LE(0)
    if (isSkippable(magic)) at += 8 + start.readUInt32LE(4)
    else if (magic !== MAGIC) throw imageCorrupt(file, 'something else follows in it')
    else {
      const header = readHeader(start)
      total = total === undefined || header.size === undefined ? undefined : total + header.size
      at = await endOfBlocks(handle, at + header.length, end)
      if (header.hasChecksum) at += 4
    }
    if (at > end) throw imageCorrupt(file, 'it is cut off')
  }
  return total
}

function isSkippable(magic: number): boolean {
  return magic >= 0x184d2a50 && magic <= 0x184d2a5f
}

function readHeader(start: Buffer): FrameHeader {
  const descriptor = start[4] ?? 0
  const single = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const field = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  const at = 5 + (single ? 0 : 1) + dictionary
  return { length: at + field, hasChecksum: (descriptor & 4) !== 0, size: sizeIn(start, at, field) }
}

function sizeIn(start: Buffer, at: number, field: number): number | undefined {
  if (field === 0) return undefined
  if (field === 8) return Number(start.readBigUInt64LE(at))
  return start.readUIntLE(at, field) + (field === 2 ? 256 : 0)
}

/** Where the blocks of a frame end; past the end of the file if it is cut off. */
async function endOfBlocks(handle: FileHandle, from: number, end: number): Promise<number> {
  const header = Buffer.alloc(3)
  let at = from
  for (;;) {
    if (at + 3 > end) return end + 1
    await handle.read(header, 0, 3, at)
    const bits = header.readUIntLE(0, 3)
    at += 3 + (((bits >> 1) & 3) === RLE_BLOCK ? 1 : bits >> 3)
    if ((bits & 1) === 1) return at
  }
}
