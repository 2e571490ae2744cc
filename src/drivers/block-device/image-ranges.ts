import { createHash, type Hash } from 'node:crypto'
import { SuiteError } from '../../runtime/errors.ts'
import type { BlockMap, MappedRange } from '../bmap/block-map.ts'
import { imageCorrupt } from '../images/image-error.ts'
import type { ImageSource } from '../images/image-source.ts'
import type { AlignedRing, Slot } from './aligned-ring.ts'

/** A piece of an image in a buffer, and where it belongs. */
export interface ImagePiece {
  readonly slot: Slot
  readonly bytes: Uint8Array
  readonly offset: number
}

/** What is read of an image. */
export interface ImageReading {
  readonly source: ImageSource
  readonly map: BlockMap | undefined
  readonly ring: AlignedRing
  readonly signal: AbortSignal
}

/** The pieces of an image that count, in order, each good until its slot is taken again. Checks ranges and the end. */
export async function* piecesOf(reading: ImageReading): AsyncGenerator<ImagePiece> {
  const { source, map } = reading
  if (map === undefined) return yield* wholeImage(reading)
  checkMapFits(source, map)
  let position = 0
  for (const range of map.ranges) {
    await source.skip(range.start - position)
    yield* rangeOfImage(reading, range)
    position = range.end
  }
}

async function* wholeImage({ source, ring, signal }: ImageReading): AsyncGenerator<ImagePiece> {
  let offset = 0
  for (;;) {
    const slot = await ring.take()
    signal.throwIfAborted()
    const count = await source.fill(slot.bytes)
    if (count > 0) yield { slot, bytes: slot.bytes.subarray(0, count), offset }
    offset += count
    if (count < slot.bytes.length) break
  }
  if (offset === 0) throw imageCorrupt(source.file, 'it is empty')
  if (source.size !== undefined && offset !== source.size)
    throw imageCorrupt(source.file, `it says that it has ${source.size} bytes unpacked, and it has ${offset}`)
}

async function* rangeOfImage(
  { source, ring, signal }: ImageReading,
  range: MappedRange,
): AsyncGenerator<ImagePiece> {
  const hash = range.checksum && createHash(range.checksum.algorithm)
  for (let offset = range.start; offset < range.end; ) {
    const slot = await ring.take()
    signal.throwIfAborted()
    const bytes = slot.bytes.subarray(0, Math.min(slot.bytes.length, range.end - offset))
    const count = await source.fill(bytes)
    if (count < bytes.length) throw imageCorrupt(source.file, 'it ends before its block map does')
    hash?.update(bytes)
    yield { slot, bytes, offset }
    offset += count
  }
  checkRange(source.file, range, hash)
}

function checkRange(file: string, { start, end, checksum }: MappedRange, hash: Hash | undefined): void {
  const got = hash?.digest('hex')
  if (got === checksum?.digest) return
  throw imageCorrupt(
    file,
    `its bytes from ${start} to ${end - 1} have the ${checksum?.algorithm} ${got}, and the block map says ${checksum?.digest}`,
  )
}

function checkMapFits({ file, size }: ImageSource, { imageSize }: BlockMap): void {
  if (size === undefined || size === imageSize) return
  const message = `${file} has ${size} bytes unpacked, and its block map is of an image of ${imageSize}.`
  throw new SuiteError('bmap-invalid', message, { hint: 'Give the map of this image, or leave bmap= out.' })
}
