import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { refuseBlockMap } from '../../runtime/files/refuse-block-map.ts'
import { FlashFeed } from '../../runtime/flash-feed.ts'
import type { storage } from '../../runtime/interfaces/storage.ts'
import type { FirmwareImage } from '../firmware-image/firmware-image.ts'
import { readFirmwareImage } from '../firmware-image/firmware-image.ts'
import type { ImageTarget } from '../firmware-image/image-segment.ts'
import type { LazyBoard } from './lazy-board.ts'

/** The ATmega328P as images see it; 83 is ELF's number for AVR. */
export const ATMEGA328P: ImageTarget = { size: 32 * 1024, machine: { code: 83, name: 'AVR' } }

const ERASED = 0xff

/** The board's flash. Relative paths start at the folder of the bench file. */
export function createFlashStorage(board: LazyBoard, directory: string): ImplementationOf<typeof storage> {
  const read = (image: string) => readFirmwareImage(resolve(directory, image), ATMEGA328P)
  const feed = new FlashFeed()
  return {
    // The image is read and checked in full before the board is touched.
    flash: async ({ image, bmap }, context) => {
      refuseBlockMap(bmap)
      const parsed = await read(image)
      return feed.during(async () => {
        feed.tell('write', 0, parsed.bytes.length)
        return compare(await board.ask('program', wholeFlash(parsed), context), parsed, image)
      })
    },
    verify: async ({ image, bmap }, context) => {
      refuseBlockMap(bmap)
      return compare(await contents(board, context), await read(image), image)
    },
    progress: (_, context) => feed.states(context),
    read: async ({ offset, length }, context) => {
      checkRange(offset, length)
      const memory = await contents(board, context)
      return memory.slice(offset, length === undefined ? undefined : offset + length)
    },
  }
}

/** The flash as it is after erasing it and writing the image. */
export function wholeFlash({ address, bytes }: FirmwareImage): Uint8Array {
  const memory = new Uint8Array(ATMEGA328P.size).fill(ERASED)
  memory.set(bytes, address)
  return memory
}

function contents(board: LazyBoard, context: CallContext): Promise<Uint8Array> {
  return board.ask('readFlash', undefined, context)
}

function compare(memory: Uint8Array, { address, bytes }: FirmwareImage, image: string) {
  const written = memory.subarray(address, address + bytes.length)
  const different = bytes.findIndex((byte, index) => byte !== written[index])
  if (different >= 0) throw mismatch(image, address + different, bytes[different], written[different])
  return { bytes: bytes.length, sha256: createHash('sha256').update(written).digest('hex') }
}

function mismatch(image: string, address: number, expected = ERASED, got = ERASED): DeviceError {
  const place = `0x${hex(address, 4)}`
  const message = `The flash differs from ${image} at ${place}: expected ${hex(expected, 2)}, got ${hex(got, 2)}.`
  return new DeviceError('verify-failed', message, { hint: 'Flash the image first.' })
}

function checkRange(offset: number, length = ATMEGA328P.size - offset): void {
  const { size } = ATMEGA328P
  if (offset < size && offset + length <= size) return
  const message = `The flash has ${size} bytes; ${length} bytes from ${offset} on reach past its end.`
  throw new SuiteError('read-out-of-range', message)
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
