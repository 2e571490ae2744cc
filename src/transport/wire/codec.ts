import { Packr, RESERVE_START_SPACE } from 'msgpackr'
import { toTravelling } from './exact-values.ts'

/** Values keep their type: integers to 2^64, bytes, NaN, dates, undefined and maps cross unchanged. */
const packr = new Packr({
  useRecords: false,
  encodeUndefinedAsNil: false,
  moreTypes: true,
  copyBuffers: true,
})

/** The bytes of a value, behind so many bytes of room (at most 255) that are not written. */
export function packValue(value: unknown, room = 0): Buffer {
  return packr.pack(toTravelling(value), RESERVE_START_SPACE | room)
}

/** Reads a value; undefined if the bytes are none, or more than one. */
export function unpackValue(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(bytes)
  } catch {
    return undefined
  }
}
