import { LabError } from '../../runtime/errors.ts'
import { DATA_HEAD } from './message.ts'

/** First byte of a frame that is a part of a longer one. */
export const PART = 0x08
/** Bytes of a part before its piece: the kind, four for the transfer, one that is 1 in the last. */
const PART_HEAD = 1 + 4 + 1
/** The longest message that is not sent in parts. */
const PIECE = 65_536
/** The longest frame that is put together again. */
const LONGEST = 64 * 1024 * 1024

/** True for a message that must travel in parts. */
export function isLong(message: Uint8Array): boolean {
  return message.length > 2 * PIECE
}

/** The DATA messages in which a long one travels. Throws a LabError for one that is too long for that. */
export function partsOf(message: Uint8Array, transfer: number): Uint8Array[] {
  const frame = message.subarray(DATA_HEAD)
  if (frame.length > LONGEST) {
    const text = `A value of ${Math.round(frame.length / 1e6)} MB does not fit: at most ${LONGEST / 1024 / 1024} MiB travel in one.`
    throw new LabError('value-too-long', text, { hint: 'Large data belongs in a file or a byte stream.' })
  }
  const parts: Uint8Array[] = []
  for (let offset = 0; offset < frame.length; offset += PIECE) {
    const piece = frame.subarray(offset, offset + PIECE)
    const part = Buffer.allocUnsafe(DATA_HEAD + PART_HEAD + piece.length)
    part[DATA_HEAD] = PART
    part.writeUInt32BE(transfer, DATA_HEAD + 1)
    part[DATA_HEAD + 5] = offset + PIECE >= frame.length ? 1 : 0
    part.set(piece, DATA_HEAD + PART_HEAD)
    parts.push(part)
  }
  return parts
}

/** Puts frames together from their parts. */
export class Parts {
  readonly #transfers = new Map<number, Uint8Array[]>()
  #bytes = 0

  /** Takes a part; returns the frame when it is whole. Throws a LabError if the peer sends too much at once. */
  take(frame: Uint8Array): Uint8Array | undefined {
    const view = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)
    if (view.length < PART_HEAD) throw new LabError('protocol', 'A part of a frame is not whole.')
    const transfer = view.readUInt32BE(1)
    const pieces = this.#transfers.get(transfer) ?? []
    pieces.push(view.subarray(PART_HEAD))
    this.#bytes += view.length
    if (this.#bytes > 2 * LONGEST) throw new LabError('protocol', 'More parts of frames than fit.')
    if (view[5] !== 1) {
      this.#transfers.set(transfer, pieces)
      return undefined
    }
    this.#transfers.delete(transfer)
    this.#bytes -= pieces.reduce((sum, piece) => sum + piece.length + PART_HEAD, 0)
    return Buffer.concat(pieces)
  }
}
