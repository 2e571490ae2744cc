import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import * as zlib from 'node:zlib'
import { messageOf } from '../../runtime/errors.ts'
import type { Compression } from './compression.ts'
import { imageCorrupt } from './image-error.ts'
import type { PackedImageFile } from './packed-image-file.ts'

const READ = 256 * 1024
const CHUNK = 1024 * 1024

/** What a library unpacks; an image that it complains about is damaged. */
export async function* unpackByLibrary(
  image: PackedImageFile,
  compression: Exclude<Compression, 'bzip2'>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await LIBRARIES[compression](image.handle)) {
      image.signal.throwIfAborted()
      yield chunk
    }
  } catch (error) {
    image.signal.throwIfAborted()
    throw imageCorrupt(image.file, messageOf(error), error)
  }
}

type Library = (handle: FileHandle) => Promise<AsyncIterable<Uint8Array>>

const LIBRARIES: Readonly<Record<Exclude<Compression, 'bzip2'>, Library>> = {
  gzip: async (handle) => {
    const unzip = zlib.createGunzip({ chunkSize: CHUNK })
    // Ends the reading, too, whoever ends first; what fails is thrown to the one who reads.
    return pipeline(Readable.from(packed(handle)), unzip, () => {})
  },
  xz: async (handle) => {
    const { XzReadableStream } = await import('xz-decompress')
    const bytes = Readable.toWeb(Readable.from(packed(handle)))
    const web = bytes as unknown as ConstructorParameters<typeof XzReadableStream>[0]
    return new XzReadableStream(web) as unknown as ReadableStream<Uint8Array>
  },
  zstd: async (handle) => zstd(packed(handle)),
}

async function* packed(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(READ), 0, READ, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

async function* zstd(packedBytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd')
  let ready: Uint8Array[] = []
  const decompress = new Decompress((chunk) => void ready.push(chunk))
  for await (const bytes of packedBytes) {
    decompress.push(bytes)
    yield* ready
    ready = []
  }
  decompress.push(new Uint8Array(), true)
  yield* ready
}
