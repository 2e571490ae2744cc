import { open } from 'node:fs/promises'
import { findBeside } from '../../runtime/fetching/beside.ts'
import { NO_FILE } from '../../runtime/files/file-parameter.ts'
import { type BlockMap, readBlockMap } from './block-map.ts'

/** Where a block map says what it is. */
const BEGINNING = 4096

/** The block map of an image: the one that is named, or one that lies beside it; undefined if there is none. */
export async function mapOfImage(image: string, bmap: string | undefined): Promise<BlockMap | undefined> {
  if (bmap === NO_FILE) return undefined
  if (bmap !== undefined) return readBlockMap(bmap)
  const beside = await findBeside(image, '.bmap')
  return beside !== undefined && (await isBlockMap(beside)) ? readBlockMap(beside) : undefined
}

/** A server may say in a page of its own that it has no such file. */
async function isBlockMap(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0)
    return buffer.toString('latin1', 0, bytesRead).includes('<bmap')
  } finally {
    await handle.close()
  }
}
