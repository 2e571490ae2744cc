import { SuiteError } from '../../runtime/errors.ts'
import type { ImageSegment } from './image-segment.ts'

/** One line of an Intel hex file. */
interface HexRecord {
  readonly line: number
  readonly type: number
  readonly address: number
  readonly data: Uint8Array
}

/** Record types, and how many data bytes those with a fixed length have. */
const TYPES: Readonly<Record<number, { readonly name: string; readonly length?: number }>> = {
  0: { name: 'data' },
  1: { name: 'end of file', length: 0 },
  2: { name: 'extended segment address', length: 2 },
  3: { name: 'start segment address', length: 4 },
  4: { name: 'extended linear address', length: 2 },
  5: { name: 'start linear address', length: 4 },
}

/** Bytes of a record besides its data: length, address (2), type, checksum. */
const OVERHEAD = 5

/** Parses an Intel hex file. Any damage is a SuiteError `image-corrupt` with the line, and what was expected and got. */
export function parseIntelHex(contents: Uint8Array, file: string): ImageSegment[] {
  const records = parseRecords(contents, file)
  const last = records.at(-1)
  if (last?.type !== 1) {
    corrupt(
      file,
      last?.line,
      'the end-of-file record (:00000001FF) is missing',
      'The file is cut off: build or copy it again.',
    )
  }
  return place(records, file)
}

function parseRecords(contents: Uint8Array, file: string): HexRecord[] {
  const records: HexRecord[] = []
  const lines = new TextDecoder('latin1').decode(contents).split(/\r\n|\r|\n/)
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue
    if (records.at(-1)?.type === 1) corrupt(file, index + 1, 'there is text after the end-of-file record')
    records.push(parseRecord(text.trim(), index + 1, file))
  }
  return records
}

function parseRecord(text: string, line: number, file: string): HexRecord {
  const bytes = parseDigits(text, line, file)
  const [length = 0, high = 0, low = 0, type = 0] = bytes
  if (bytes.length !== length + OVERHEAD) {
    const got = bytes.length - OVERHEAD
    corrupt(
      file,
      line,
      `the record announces ${length} data bytes but has ${got < 0 ? 'none, not even a header' : got}`,
    )
  }
  checkSum(bytes, line, file)
  const known = TYPES[type]
  if (known === undefined) corrupt(file, line, `unknown record type ${hex(type, 2)}, expected 00 to 05`)
  if (known.length !== undefined && known.length !== length) {
    corrupt(file, line, `an ${known.name} record has ${known.length} data bytes, got ${length}`)
  }
  return { line, type, address: high * 256 + low, data: bytes.subarray(4, -1) }
}

function parseDigits(text: string, line: number, file: string): Uint8Array {
  if (!text.startsWith(':')) {
    const hint = line === 1 ? 'Images are Intel hex or ELF files.' : undefined
    corrupt(file, line, `a record starts with ":", got "${printable(text)}"`, hint)
  }
  const stranger = /[^0-9a-f]/i.exec(text.slice(1))
  if (stranger !== null) {
    corrupt(file, line, `"${printable(stranger[0])}" at column ${stranger.index + 2} is no hexadecimal digit`)
  }
  if (text.length % 2 === 0) corrupt(file, line, `an odd number of digits: ${text.length - 1}`)
  return Uint8Array.from(text.slice(1).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function checkSum(bytes: Uint8Array, line: number, file: string): void {
  const got = bytes.at(-1) ?? 0
  const sum = bytes.subarray(0, -1).reduce((total, byte) => total + byte, 0)
  const expected = -sum & 0xff
  if (expected === got) return
  const hint = 'The file was damaged: build or copy it again.'
  corrupt(file, line, `wrong checksum: expected ${hex(expected, 2)}, got ${hex(got, 2)}`, hint)
}

/** Gives each data record its full address, and refuses two records for one byte. */
function place(records: readonly HexRecord[], file: string): ImageSegment[] {
  const segments: (ImageSegment & { readonly line: number })[] = []
  let base = 0
  for (const { line, type, address, data } of records) {
    if (type === 2) base = number(data) * 16
    if (type === 4) base = number(data) * 0x10000
    if (type === 0 && data.length > 0) segments.push({ address: base + address, bytes: data, line })
  }
  segments.sort((a, b) => a.address - b.address)
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1]
    if (before === undefined || before.address + before.bytes.length <= segment.address) continue
    corrupt(file, segment.line, `address ${hex(segment.address, 4)} was already given on line ${before.line}`)
  }
  return segments.map(({ address, bytes }) => ({ address, bytes }))
}

function corrupt(file: string, line: number | undefined, what: string, hint?: string): never {
  const place = line === undefined ? file : `${file}:${line}`
  throw new SuiteError('image-corrupt', `${place}: ${what}.`, hint === undefined ? {} : { hint })
}

function number(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0)
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}

function printable(text: string): string {
  const short = text.length > 20 ? `${text.slice(0, 20)}…` : text
  return short.replace(/[^\x20-\x7e…]/g, '?')
}
