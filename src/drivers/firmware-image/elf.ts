import { SuiteError } from '../../runtime/errors.ts'
import type { ImageSegment, ImageTarget } from './image-segment.ts'

const CLASS_32 = 1
const LITTLE_ENDIAN = 1
const TYPE_EXECUTABLE = 2
const HEADER_BYTES = 52
const PROGRAM_HEADER_BYTES = 32
const PT_LOAD = 1
/** From here on avr-gcc puts RAM, EEPROM, fuses, lock bits and signature: none of them belongs into the flash. */
const BEYOND_FLASH = 0x800000

/** Parses an ELF executable: what its loadable segments put into flash. Damage is a SuiteError `image-corrupt`. */
export function parseElf(
  contents: Uint8Array,
  file: string,
  machine: ImageTarget['machine'],
): ImageSegment[] {
  const view = new DataView(contents.buffer, contents.byteOffset, contents.byteLength)
  if (view.byteLength < HEADER_BYTES) truncated(file, 'the header', HEADER_BYTES, view.byteLength)
  checkHeader(view, file, machine)
  const table = {
    offset: view.getUint32(28, true),
    size: view.getUint16(42, true),
    count: view.getUint16(44, true),
  }
  if (table.count > 0 && table.size < PROGRAM_HEADER_BYTES) {
    corrupt(file, `a program header has at least ${PROGRAM_HEADER_BYTES} bytes, got ${table.size}`)
  }
  const end = table.offset + table.size * table.count
  if (end > view.byteLength) truncated(file, 'the program headers', end, view.byteLength)
  const offsets = Array.from({ length: table.count }, (_, index) => table.offset + index * table.size)
  return checkOverlaps(
    offsets.flatMap((offset) => loadSegment(view, offset, file, machine.beyond ?? BEYOND_FLASH)),
    file,
  )
}

function checkHeader(view: DataView, file: string, machine: ImageTarget['machine']): void {
  if (view.getUint8(4) !== CLASS_32 || view.getUint8(5) !== LITTLE_ENDIAN) {
    wrongMachine(file, `a 32-bit little-endian ELF file was expected for ${machine.name}`)
  }
  const code = view.getUint16(18, true)
  if (code !== machine.code) {
    wrongMachine(file, `expected machine ${machine.code} (${machine.name}), got machine ${code}`)
  }
  const type = view.getUint16(16, true)
  if (type !== TYPE_EXECUTABLE) {
    corrupt(
      file,
      `an executable (type ${TYPE_EXECUTABLE}) was expected, got type ${type}`,
      'Is it an object file? Link it.',
    )
  }
}

function loadSegment(view: DataView, header: number, file: string, beyond: number): ImageSegment[] {
  const field = (index: number) => view.getUint32(header + index * 4, true)
  const [type, offset, address, size] = [field(0), field(1), field(3), field(4)]
  if (type !== PT_LOAD || size === 0 || address >= beyond) return []
  if (offset + size > view.byteLength) truncated(file, 'a segment', offset + size, view.byteLength)
  return [{ address, bytes: new Uint8Array(view.buffer, view.byteOffset + offset, size) }]
}

function checkOverlaps(segments: ImageSegment[], file: string): ImageSegment[] {
  segments.sort((a, b) => a.address - b.address)
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1]
    if (before === undefined || before.address + before.bytes.length <= segment.address) continue
    corrupt(file, `two segments overlap at address 0x${segment.address.toString(16)}`)
  }
  return segments
}

function truncated(file: string, what: string, expected: number, got: number): never {
  const hint = 'The file is cut off: build or copy it again.'
  corrupt(file, `${what} should reach up to byte ${expected}, but the file has ${got} bytes`, hint)
}

function corrupt(file: string, what: string, hint?: string): never {
  throw new SuiteError('image-corrupt', `${file}: ${what}.`, hint === undefined ? {} : { hint })
}

function wrongMachine(file: string, what: string): never {
  const hint = 'Is it an image for another chip?'
  throw new SuiteError('image-wrong-machine', `${file}: ${what}.`, { hint })
}
