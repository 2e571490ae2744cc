import { type Checksum, checksumBytes } from './checksum.ts'
import {
  BINARY,
  BINARY_32,
  endByte,
  HEX,
  type Header,
  headerBytes,
  type SubpacketEnd,
  XOFF,
  XON,
  ZDLE,
  ZPAD,
} from './header.ts'

/** How a receiver wants to be written to. */
export interface Writing {
  readonly checksum: Checksum
  /** Escapes all control characters, not only those that lines and modems take for themselves. */
  readonly escapeControls: boolean
}

const DLE = 0x10
const CARRIAGE_RETURN = 0x0d
const AT = 0x40

/** A header in hexadecimal digits; what follows lets a receiver go on that heard XOFF. */
export function hexHeader(header: Header): Buffer {
  const bytes = headerBytes(header)
  const digits = Buffer.concat([bytes, checksumBytes(bytes, 16)]).toString('hex')
  const end = header.kind === 'ZACK' || header.kind === 'ZFIN' ? [] : [XON]
  return Buffer.concat([Buffer.from([ZPAD, ZPAD, ZDLE, HEX]), Buffer.from(`${digits}\r\n`), Buffer.from(end)])
}

/** A header in bytes, behind which data may follow. */
export function binaryHeader(header: Header, writing: Writing): Buffer {
  const bytes = headerBytes(header)
  const begin = Buffer.from([ZPAD, ZDLE, writing.checksum === 32 ? BINARY_32 : BINARY])
  const whole = Buffer.concat([bytes, checksumBytes(bytes, writing.checksum)])
  return Buffer.concat([begin, withEscapes(whole, writing.escapeControls)])
}

/** A piece of data with its end and its checksum. */
export function subpacket(data: Uint8Array, end: SubpacketEnd, writing: Writing): Buffer {
  const sum = checksumBytes(Buffer.concat([data, Buffer.from([endByte(end)])]), writing.checksum)
  return Buffer.concat([
    withEscapes(data, writing.escapeControls),
    Buffer.from([ZDLE, endByte(end)]),
    withEscapes(sum, writing.escapeControls),
  ])
}

/** Bytes without those that do not cross every line. */
function withEscapes(bytes: Uint8Array, allControls: boolean): Buffer {
  const escaped = Buffer.allocUnsafe(bytes.length * 2)
  let length = 0
  let before = 0
  for (const byte of bytes) {
    const isEscaped = allControls ? (byte & 0x60) === 0 : isTaken(byte, before)
    if (isEscaped) escaped[length++] = ZDLE
    escaped[length++] = isEscaped ? byte ^ 0x40 : byte
    before = byte
  }
  return escaped.subarray(0, length)
}

/** Flow control, the escape itself, and what begins commands of networks for modems. */
function isTaken(byte: number, before: number): boolean {
  const plain = byte & 0x7f
  if (plain === XON || plain === XOFF || plain === DLE || byte === ZDLE) return true
  return plain === CARRIAGE_RETURN && (before & 0x7f) === AT
}
