import { SuiteError } from '../../runtime/errors.ts'
import { AlignedRing } from './aligned-ring.ts'
import type { Medium } from './medium.ts'

const BLOCK = 1024 * 1024
/** A value of more bytes is none to hand around. */
const MOST = 256 * 1024 * 1024
const DIRECT_BLOCK = 4096

/** Which part of a storage is read; everything from the offset on without a length. */
export interface Part {
  readonly offset: number
  readonly length: number | undefined
  readonly signal: AbortSignal
}

/** Reads a part of a storage. */
export async function readMedium(
  medium: Medium,
  { offset, length, signal }: Part,
): Promise<Uint8Array<ArrayBuffer>> {
  const { path, size } = medium.facts
  const wanted = length ?? Math.max(0, size - offset)
  if (offset + wanted > size || wanted === 0) throw outOfRange(path, `it has ${size}`, { offset, wanted })
  if (wanted > MOST) throw outOfRange(path, `at most ${MOST} can be read at once`, { offset, wanted })
  const result = new Uint8Array(wanted)
  const ring = new AlignedRing(1, BLOCK)
  for (let at = offset - (offset % DIRECT_BLOCK); at < offset + wanted; at += BLOCK) {
    signal.throwIfAborted()
    const { bytes } = await ring.take()
    const part = bytes.subarray(0, Math.min(BLOCK, offset + wanted - at))
    await medium.read(part, at)
    const skipped = Math.max(0, offset - at)
    result.set(part.subarray(skipped), at + skipped - offset)
  }
  return result
}

function outOfRange(
  path: string,
  why: string,
  { offset, wanted }: { readonly offset: number; readonly wanted: number },
): SuiteError {
  const message = `${wanted} bytes of ${path} from ${offset} on cannot be read: ${why}.`
  return new SuiteError('read-out-of-range', message)
}
