/** The headers of ZMODEM in the order of their numbers. */
const KINDS = [
  ...(['ZRQINIT', 'ZRINIT', 'ZSINIT', 'ZACK', 'ZFILE', 'ZSKIP', 'ZNAK', 'ZABORT', 'ZFIN', 'ZRPOS'] as const),
  ...(['ZDATA', 'ZEOF', 'ZFERR', 'ZCRC', 'ZCHALLENGE', 'ZCOMPL', 'ZCAN', 'ZFREECNT', 'ZCOMMAND'] as const),
] as const

/** What a header says, by the names of the specification. */
export type HeaderKind = (typeof KINDS)[number]

/** A header: what it says, with a position in the file or flags. */
export interface Header {
  readonly kind: HeaderKind
  /** 32 bits: a position, or flags with the first of them (ZF0) in the highest byte. */
  readonly value: number
}

/** What a subpacket of data ends with: end of frame, more follow, more follow and an answer is wanted, answer and end. */
export type SubpacketEnd = 'E' | 'G' | 'Q' | 'W'

const ENDS = 'EGQW'
const FIRST_END = 0x68

/** Begins a header, and every escape: also the byte that cancels, five times in a row. */
export const ZDLE = 0x18
export const ZPAD = 0x2a
export const XON = 0x11
export const XOFF = 0x13
/** Behind {@link ZPAD} and {@link ZDLE}: how the header is written. */
export const BINARY = 0x41
export const HEX = 0x42
export const BINARY_32 = 0x43

/** Flags of ZRINIT, in its highest byte: both ways at once, receives while it writes, CRC of 32 bits, escape all controls. */
export const CANFDX = 0x01
export const CANOVIO = 0x02
export const CANFC32 = 0x20
export const ESCCTL = 0x40

/** The five bytes of a header. */
export function headerBytes({ kind, value }: Header): Buffer {
  const bytes = Buffer.alloc(5)
  bytes[0] = KINDS.indexOf(kind)
  bytes.writeUInt32LE(value >>> 0, 1)
  return bytes
}

/** The header that five bytes are; undefined if there is none of that number. */
export function headerOf(bytes: Buffer): Header | undefined {
  const kind = KINDS[bytes[0] as number]
  return kind === undefined ? undefined : { kind, value: bytes.readUInt32LE(1) }
}

/** The byte of a subpacket's end. */
export function endByte(end: SubpacketEnd): number {
  return FIRST_END + ENDS.indexOf(end)
}

/** The subpacket's end that a byte stands for. */
export function endOf(byte: number): SubpacketEnd | undefined {
  return ENDS[byte - FIRST_END] as SubpacketEnd | undefined
}
