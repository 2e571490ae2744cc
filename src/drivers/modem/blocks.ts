import { crc16 } from './crc16.ts'

/** Control bytes of XMODEM and YMODEM. */
export const SOH = 0x01
export const STX = 0x02
export const EOT = 0x04
export const ACK = 0x06
export const NAK = 0x15
export const CAN = 0x18
/** Asks for blocks with a CRC. */
export const CRC = 0x43

/** Fills the last block of a file. */
const PADDING = 0x1a
const SHORT = 128
const LONG = 1024

/** How a block tells that it is whole: by a CRC, or by a sum for receivers that know no better. */
export type Check = 'crc' | 'sum'

/** A block with its number, as it crosses the line. */
export function encodeBlock(number: number, data: Uint8Array, check: Check = 'crc'): Buffer {
  const size = data.length > SHORT ? LONG : SHORT
  const padded = Buffer.alloc(size, PADDING)
  padded.set(data)
  const head = [size === LONG ? STX : SOH, number & 0xff, ~number & 0xff]
  return Buffer.concat([Buffer.from(head), padded, check === 'crc' ? crcOf(padded) : sumOf(padded)])
}

function crcOf(data: Uint8Array): Buffer {
  const crc = crc16(data)
  return Buffer.from([crc >> 8, crc & 0xff])
}

function sumOf(data: Uint8Array): Buffer {
  return Buffer.from([data.reduce((sum, byte) => sum + byte, 0) & 0xff])
}

/** How many bytes of data a block has, by its first byte; undefined if that begins none. */
export function blockSize(first: number): number | undefined {
  if (first === SOH) return SHORT
  return first === STX ? LONG : undefined
}

/** The number and data of what followed a block's first byte; undefined if they are damaged. */
export function decodeBlock(rest: Buffer): { readonly number: number; readonly data: Buffer } | undefined {
  const [number = 0, complement = 0] = rest
  const data = rest.subarray(2, -2)
  if (number + complement !== 0xff || crc16(data) !== rest.readUInt16BE(rest.length - 2)) return undefined
  return { number, data: Buffer.from(data) }
}

/** The data of a file in blocks: long ones, and short ones for the rest. */
export function* blocksOf(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; ) {
    const size = content.length - at >= LONG ? LONG : SHORT
    yield content.subarray(at, at + size)
    at += size
  }
}

/** The block before a file in YMODEM: its name and size; without a name it ends the session. */
export function headerBlock(name: string, size: number): Buffer {
  const text = name === '' ? '' : `${name}\0${size}`
  const data = Buffer.alloc(SHORT)
  data.write(text)
  return encodeBlock(0, data)
}
