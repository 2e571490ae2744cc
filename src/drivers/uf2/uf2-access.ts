import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { refuseBlockMap } from '../../runtime/files/refuse-block-map.ts'
import { FlashFeed } from '../../runtime/flash-feed.ts'
import type { storage } from '../../runtime/interfaces/storage.ts'
import type { ImageSegment } from '../firmware-image/image-segment.ts'
import { imageNotFound } from '../images/image-error.ts'
import { parseUf2 } from './uf2-file.ts'
import { Uf2Volume, type Uf2VolumeOptions } from './uf2-volume.ts'

/** The volume of a bootloader as a storage. */
export function createUf2Storage(options: Uf2VolumeOptions): ImplementationOf<typeof storage> {
  const feed = new FlashFeed()
  const volume = new Uf2Volume(options)
  const image = async (path: string, bmap: string | undefined) => {
    refuseBlockMap(bmap)
    return readUf2(resolve(options.directory, path))
  }
  return {
    flash: async (params, { signal }) => {
      const { contents, segments } = await image(params.image, params.bmap)
      return feed.during(async () => {
        await volume.ready(signal)
        await volume.copy(contents, feed, signal)
        await volume.taken(signal)
        return factsOf(segments)
      })
    },
    verify: async (params, { signal }) => {
      const { segments } = await image(params.image, params.bmap)
      await volume.ready(signal)
      compare(await currentOf(volume), segments, params.image)
      return factsOf(segments)
    },
    read: async ({ offset, length }, { signal }) => {
      await volume.ready(signal)
      return partOf(await currentOf(volume), offset, length)
    },
    progress: (_, context) => feed.states(context),
  }
}

async function readUf2(file: string): Promise<{ contents: Buffer; segments: ImageSegment[] }> {
  const contents = await readFile(file).catch((cause) => {
    throw imageNotFound(file, cause)
  })
  return { contents, segments: parseUf2(contents, file) }
}

async function currentOf(volume: Uf2Volume): Promise<ImageSegment[]> {
  const contents = await volume.current()
  if (contents !== undefined) return parseUf2(contents, 'CURRENT.UF2')
  throw new SuiteError(
    'tool-cannot',
    `The bootloader at ${volume.path} does not show what is in the flash.`,
    {
      hint: 'Only some have a file CURRENT.UF2; nothing can be compared with the others.',
    },
  )
}

function factsOf(segments: readonly ImageSegment[]) {
  const hash = createHash('sha256')
  for (const { bytes } of segments) hash.update(bytes)
  return { bytes: segments.reduce((sum, { bytes }) => sum + bytes.length, 0), sha256: hash.digest('hex') }
}

function compare(current: readonly ImageSegment[], wanted: readonly ImageSegment[], file: string): void {
  const there = new Map(current.map(({ address, bytes }) => [address, bytes]))
  for (const { address, bytes } of wanted) {
    const got = there.get(address)
    if (got !== undefined && Buffer.compare(got, bytes) === 0) continue
    const message = `The flash differs from ${file} in the block at 0x${address.toString(16).toUpperCase()}.`
    throw new DeviceError('verify-failed', message, { hint: 'Flash the image first.' })
  }
}

/** Bytes counted from the first address that the bootloader shows. */
function partOf(
  current: readonly ImageSegment[],
  offset: number,
  length: number | undefined,
): Uint8Array<ArrayBuffer> {
  const first = current[0]?.address ?? 0
  const end = current.reduce((last, { address, bytes }) => Math.max(last, address - first + bytes.length), 0)
  if (offset + (length ?? 0) > end || offset >= end)
    throw new SuiteError(
      'read-out-of-range',
      `The bootloader shows ${end} bytes; offset ${offset} is beyond.`,
    )
  const memory = new Uint8Array(end).fill(0xff)
  for (const { address, bytes } of current) memory.set(bytes, address - first)
  return memory.slice(offset, length === undefined ? undefined : offset + length)
}
