import { readFile } from 'node:fs/promises'
import { SuiteError } from '../../runtime/errors.ts'
import { parseElf } from '../firmware-image/elf.ts'
import type { ImageSegment } from '../firmware-image/image-segment.ts'
import { parseIntelHex } from '../firmware-image/intel-hex.ts'
import { imageNotFound } from '../images/image-error.ts'

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46])
const MACHINE_AT = 18

/** What an image puts where: of Intel hex and ELF files as they say, of plain bytes at the address. */
export async function readLocatedImage(file: string, address: number | undefined): Promise<ImageSegment[]> {
  const contents = await readFile(file).catch((cause) => {
    throw imageNotFound(file, cause)
  })
  if (contents.subarray(0, ELF.length).equals(ELF)) {
    // The probe knows no machine to compare with: whatever the file is for.
    const code = contents.length > MACHINE_AT + 2 ? contents.readUInt16LE(MACHINE_AT) : 0
    return parseElf(contents, file, { code, name: 'any', beyond: 0x1_0000_0000 })
  }
  if (isIntelHex(contents)) return parseIntelHex(contents, file)
  if (address !== undefined) return [{ address, bytes: contents }]
  throw new SuiteError(
    'address-needed',
    `${file} is neither Intel hex nor ELF, and does not say where it belongs.`,
    {
      hint: 'Add address=, as in address=0x08000000.',
    },
  )
}

function isIntelHex(contents: Buffer): boolean {
  return /^:[0-9A-Fa-f]{10}/.test(contents.toString('latin1', 0, 20).trimStart())
}
