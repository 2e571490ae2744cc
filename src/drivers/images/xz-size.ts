import type { FileHandle } from 'node:fs/promises'
import { imageCorrupt } from './image-error.ts'

const HEADER = 12
const FOOTER = 12

/** Size of an xz file unpacked, from the index at the end of each of its streams. */
export async function xzSize(file: string, handle: FileHandle): Promise<number> {
  let end = (await handle.stat()).size
  let total = 0
  while (end > 0) {
    const footer = end >= HEADER + FOOTER ? await bytesAt(handle, end - FOOTER, FOOTER) : Buffer.alloc(FOOTER)
    if (footer.readUInt32LE(8) === 0 && total + end > 0 && end % 4 === 0 && end > HEADER + FOOTER) {
      end -= 4 // padding after a stream
      continue
    }
    if (footer.toString('latin1', 10) !== 'YZ') throw imageCorrupt(file, 'it is cut off')
    const indexSize = (footer.readUInt32LE(4) + 1) * 4
    const indexAt = end - FOOTER - indexSize
    if (indexAt < HEADER) throw imageCorrupt(file, 'its index is too long')
    const { packed, unpacked } = readIndex(await bytesAt(handle, indexAt, indexSize), file)
    total += unpacked
    end = indexAt - packed - HEADER
    if (end < 0) throw imageCorrupt(file, 'its index tells of more than there is')
  }
  return total
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  return (await handle.read(Buffer.alloc(length), 0, length, position)).buffer
}

/** Sums of the sizes in an index: of the blocks in the file, each rounded up to 4, and unpacked. */
function readIndex(index: Buffer, file: string): { packed: number; unpacked: number } {
  let at = 1
  const next = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 1) {
      const byte = index[at++]
      if (byte === undefined || shift > 8) throw imageCorrupt(file, 'its index is no index')
      value += (byte & 0x7f) * 2 ** (7 * shift)
      if (byte < 0x80) return value
    }
  }
  if (index[0] !== 0) throw imageCorrupt(file, 'its index is no index')
  let packed = 0
  let unpacked = 0
  for (let records = next(); records > 0; records -= 1) {
    packed += Math.ceil(next() / 4) * 4
    unpacked += next()
  }
  return { packed, unpacked }
}
