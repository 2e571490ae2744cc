import { crc16 } from '../modem/crc16.ts'

/** The two checksums of ZMODEM, by their bits. */
export type Checksum = 16 | 32

const POLYNOMIAL = 0xedb88320
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  return crc
})

/** The bytes of a checksum, as they cross the line: 16 bits with the high byte first, 32 bits with the low one. */
export function checksumBytes(bytes: Uint8Array, checksum: Checksum): Buffer {
  const sum = Buffer.alloc(checksum / 8)
  if (checksum === 16) sum.writeUInt16BE(crc16(bytes))
  else sum.writeUInt32LE(crc32(bytes))
  return sum
}

/** The CRC-32 of Ethernet and ZIP. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)
  return ~crc >>> 0
}
