import type { DbcSignal } from './dbc-file.ts'

/** Where the bits of a signal stand. */
type Placed = Pick<DbcSignal, 'start' | 'length' | 'byteOrder'>

/** The bits of a signal in the data of a frame, as an unsigned number; undefined if the data is too short. */
export function readBits(data: Uint8Array, signal: Placed): bigint | undefined {
  const shift = shiftOf(data.length, signal)
  if (shift === undefined) return undefined
  return (asNumber(data, signal.byteOrder) >> shift) & maskOf(signal.length)
}

/** The data with the bits of a signal set. The data is long enough. */
export function writeBits(data: Uint8Array, signal: Placed, bits: bigint): Uint8Array<ArrayBuffer> {
  const shift = shiftOf(data.length, signal) ?? 0n
  const mask = maskOf(signal.length) << shift
  const number = (asNumber(data, signal.byteOrder) & ~mask) | ((bits << shift) & mask)
  return asBytes(number, data.length, signal.byteOrder)
}

/** True if the signal fits into so many bytes. */
export function fits(length: number, signal: Placed): boolean {
  return shiftOf(length, signal) !== undefined
}

/** How far the lowest bit is from the lowest of the whole data; undefined if a bit lies outside. */
function shiftOf(bytes: number, { start, length, byteOrder }: Placed): bigint | undefined {
  // Big-endian bits are counted from the highest of each byte: 7 … 0, 15 … 8.
  const low = byteOrder === 'little' ? start : bytes * 8 - (8 * (start >> 3) + 7 - (start & 7)) - length
  return low < 0 || low + length > bytes * 8 ? undefined : BigInt(low)
}

function asNumber(data: Uint8Array, byteOrder: 'little' | 'big'): bigint {
  const bytes = byteOrder === 'little' ? data.toReversed() : data
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function asBytes(number: bigint, length: number, byteOrder: 'little' | 'big'): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex'))
  return byteOrder === 'little' ? bytes.reverse() : bytes
}

function maskOf(length: number): bigint {
  return (1n << BigInt(length)) - 1n
}
