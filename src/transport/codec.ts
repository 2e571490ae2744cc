import { Packr } from 'msgpackr'
import { toTravelling } from './exact-values.ts'
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
  return packr.pack(toTravelling(frame))
}

/** Turns a binary message into a frame; undefined if it is none. */
export function decodeFrame<F extends ClientFrame | BenchFrame>(message: Uint8Array): F | undefined {
  try {
    const frame: unknown = packr.unpack(message)
    return isFrame(frame) ? (frame as F) : undefined
  } catch {
    return undefined
  }
}

function isFrame(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}
