import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { DeviceError } from '../../runtime/errors.ts'
import type { FlashFeed } from '../../runtime/flash-feed.ts'
import type { BlockMap } from '../bmap/block-map.ts'
import type { ImageSource } from '../images/image-source.ts'
import { AlignedRing } from './aligned-ring.ts'
import { filledParts } from './filled-parts.ts'
import { type ImageReading, piecesOf } from './image-ranges.ts'
import { imageTooLarge, type Medium, type MediumFacts } from './medium.ts'

const SLOTS = 4
const SLOT_BYTES = 1024 * 1024

/** An image on its way, and who hears how far it is. */
export interface Transfer {
  readonly source: ImageSource
  readonly map: BlockMap | undefined
  readonly feed: FlashFeed
  /** Bytes that will go, where that is known. */
  readonly length: number | undefined
  readonly signal: AbortSignal
}

/** What went where: enough to find it again on the medium. */
export interface Transferred {
  readonly bytes: number
  /** SHA-256 of all pieces in order. */
  readonly sha256: string
  readonly pieces: readonly { readonly offset: number; readonly length: number; readonly crc: number }[]
}

/** Reads the image through, so that one that is damaged or too large is known before anything is written. */
export async function measureImage(transfer: Transfer): Promise<Transferred> {
  return pass('check', transfer, async () => {})
}

/** Writes the image; resolves when it is on the medium. Of a file that was emptied, zeros are left out. */
export async function writeImage(transfer: Transfer, medium: Medium): Promise<Transferred> {
  const { kind, capacity } = medium.facts
  const written = await pass('write', transfer, async (bytes, offset) => {
    if (offset + bytes.length > capacity)
      throw imageTooLarge(transfer.source.file, `at least ${offset + bytes.length}`, medium.facts)
    if (kind === 'device') return medium.write(bytes, offset)
    for (const [from, to] of filledParts(bytes)) await medium.write(bytes.subarray(from, to), offset + from)
  })
  const last = written.pieces.at(-1)
  const end = transfer.map?.imageSize ?? (last === undefined ? 0 : last.offset + last.length)
  if (kind === 'file') await medium.extend(Number.isFinite(capacity) ? capacity : end)
  await medium.sync()
  return written
}

/** Reads everything back and compares; a DeviceError names the first place that differs. */
export async function compareMedium(
  medium: Medium,
  { pieces, sha256, bytes }: Transferred,
  { feed, signal, source }: Transfer,
): Promise<void> {
  const ring = new AlignedRing(SLOTS, SLOT_BYTES)
  const hash = createHash('sha256')
  const compare = (piece: Transferred['pieces'][number], got: Uint8Array) => {
    hash.update(got)
    if (crc32(got) !== piece.crc) throw differs(medium, piece, source.file)
  }
  let done = 0
  let previous = Promise.resolve()
  for (const piece of pieces) {
    const slot = await ring.take()
    signal.throwIfAborted()
    const got = slot.bytes.subarray(0, piece.length)
    const before = previous
    // Several are read at a time, and hashed in their order.
    previous = Promise.all([medium.read(got, piece.offset), before]).then(() => compare(piece, got))
    slot.busy = previous
    previous.catch(() => {})
    done += piece.length
    feed.tell('verify', done, bytes)
  }
  await ring.idle()
  if (hash.digest('hex') !== sha256) throw differs(medium, pieces[0] ?? { offset: 0, length: 0 }, source.file)
}

/** Takes the image piece by piece, doing something with each while the next is read. */
async function pass(
  step: 'check' | 'write',
  { feed, length, ...reading }: Transfer,
  use: (bytes: Uint8Array, offset: number) => Promise<void>,
): Promise<Transferred> {
  const ring = new AlignedRing(SLOTS, SLOT_BYTES)
  const hash = createHash('sha256')
  const pieces: Transferred['pieces'][number][] = []
  let done = 0
  try {
    for await (const { slot, bytes, offset } of piecesOf({ ...reading, ring } satisfies ImageReading)) {
      slot.busy = use(bytes, offset)
      slot.busy.catch(() => {})
      hash.update(bytes)
      pieces.push({ offset, length: bytes.length, crc: crc32(bytes) })
      done += bytes.length
      feed.tell(step, done, length)
    }
  } finally {
    // Nothing may be under way when the medium is closed; an error of the image counts more than one of the medium.
    await ring.idle().catch(() => {})
  }
  await ring.idle()
  return { bytes: done, sha256: hash.digest('hex'), pieces }
}

/** A file that stands for a card, and does not hold all of an image. */
export function endsEarly({ path, size }: MediumFacts, file: string, end: number): DeviceError {
  const message = `${path} ends after ${size} bytes, and ${file} has ${end}.`
  return new DeviceError('verify-failed', message, {
    hint: 'Flash the image again: it was not written whole.',
  })
}

function differs(
  { facts }: Medium,
  { offset, length }: { readonly offset: number; readonly length: number },
  file: string,
): DeviceError {
  const place = `between byte ${offset} and byte ${offset + length - 1}`
  return new DeviceError('verify-failed', `${facts.path} differs from ${file} ${place}.`, {
    hint: 'Flash the image again; if it stays so, the medium is worn out or is not what it says that it is.',
  })
}
