import { readFile } from 'node:fs/promises'
import { messageOf, SuiteError } from '../../runtime/errors.ts'
import { parseElf } from './elf.ts'
import type { ImageSegment, ImageTarget } from './image-segment.ts'
import { parseIntelHex } from './intel-hex.ts'

/** An image laid out: `bytes` from `address` on, gaps filled with 0xFF as erased flash is. */
export interface FirmwareImage {
  readonly address: number
  readonly bytes: Uint8Array
}

const ELF_MAGIC = [0x7f, 0x45, 0x4c, 0x46]

/** Reads an Intel hex or ELF file. Throws a SuiteError (`image-not-found`, `image-corrupt`, …) that names the place. */
export async function readFirmwareImage(file: string, target: ImageTarget): Promise<FirmwareImage> {
  return parseFirmwareImage(await readBytes(file), file, target)
}

/** Parses the contents of an image file; `file` is for messages. */
export function parseFirmwareImage(contents: Uint8Array, file: string, target: ImageTarget): FirmwareImage {
  const isElf = ELF_MAGIC.every((byte, index) => contents[index] === byte)
  const segments = isElf ? parseElf(contents, file, target.machine) : parseIntelHex(contents, file)
  return layOut(segments, file, target.size)
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new SuiteError('image-not-found', `Cannot read the image ${file}: ${messageOf(cause)}`, {
      cause,
      hint: 'Relative paths start at the folder of the bench file.',
    })
  }
}

function layOut(segments: readonly ImageSegment[], file: string, size: number): FirmwareImage {
  const sorted = [...segments].sort((a, b) => a.address - b.address)
  const address = sorted[0]?.address ?? 0
  const end = sorted.reduce((last, segment) => Math.max(last, segment.address + segment.bytes.length), 0)
  if (sorted.length === 0) throw new SuiteError('image-corrupt', `${file} holds no data to write.`)
  if (end > size) {
    const message = `${file} reaches up to address ${hex(end - 1)}, but the flash ends at ${hex(size - 1)}.`
    throw new SuiteError('image-out-of-range', message, { hint: 'Is it an image for another chip?' })
  }
  const bytes = new Uint8Array(end - address).fill(0xff)
  for (const segment of sorted) bytes.set(segment.bytes, segment.address - address)
  return { address, bytes }
}

function hex(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(4, '0')}`
}
