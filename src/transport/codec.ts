import { Packr } from 'msgpackr'
import type { BenchFrame, ClientFrame } from './frames.ts'

/** Values keep their type: integers to 2^64, bytes, NaN, dates, undefined and maps cross unchanged. */
const packr = new Packr({
  useRecords: false,
  encodeUndefinedAsNil: false,
  moreTypes: true,
  copyBuffers: true,
})

/** Turns a frame into the bytes of one binary message. */
export function encodeFrame(frame: ClientFrame | BenchFrame): Uint8Array {
  return packr.pack(frame)
}

/** Turns a binary message into a frame; throws on bytes that are none. */
export function decodeFrame<F extends ClientFrame | BenchFrame>(message: Uint8Array): F {
  return packr.unpack(message) as F
}
