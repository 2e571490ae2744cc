import type { ImageSegment } from '../firmware-image/image-segment.ts'
import { imageCorrupt } from '../images/image-error.ts'

/** Every block of a UF2 file has so many bytes. */
export const UF2_BLOCK = 512
const MAGIC = [0x0a324655, 0x9e5d5157] as const
const MAGIC_END = 0x0ab16f30
const DATA = 32
const MOST_DATA = 476
const NOT_MAIN_FLASH = 1

/** The pieces that a UF2 file writes, in the order of their addresses. A SuiteError says what is wrong with it. */
export function parseUf2(contents: Buffer, file: string): ImageSegment[] {
  if (contents.length === 0 || contents.length % UF2_BLOCK !== 0)
    throw imageCorrupt(
      file,
      `a UF2 file has whole blocks of ${UF2_BLOCK} bytes, and it has ${contents.length}`,
    )
  const count = contents.length / UF2_BLOCK
  const segments = Array.from({ length: count }, (_, index) =>
    parseBlock(contents.subarray(index * UF2_BLOCK, (index + 1) * UF2_BLOCK), { file, index, count }),
  )
  return segments.flat().sort((a, b) => a.address - b.address)
}

interface Place {
  readonly file: string
  readonly index: number
  readonly count: number
}

function parseBlock(block: Buffer, { file, index, count }: Place): ImageSegment[] {
  const word = (at: number) => block.readUInt32LE(at)
  if (word(0) !== MAGIC[0] || word(4) !== MAGIC[1] || word(UF2_BLOCK - 4) !== MAGIC_END)
    throw imageCorrupt(file, `its block ${index} is no UF2`)
  const size = word(16)
  if (size > MOST_DATA) throw imageCorrupt(file, `its block ${index} says that it has ${size} bytes`)
  // Files for several chips one after the other count each on its own.
  if (word(24) > count || word(20) >= word(24))
    throw imageCorrupt(file, `it is cut off: its block ${index} is number ${word(20)} of ${word(24)}`)
  return (word(8) & NOT_MAIN_FLASH) === 1
    ? []
    : [{ address: word(12), bytes: block.subarray(DATA, DATA + size) }]
}
