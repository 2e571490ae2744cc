import { type FileHandle, open } from 'node:fs/promises'
import { type Compression, compressionOf, MAGIC_BYTES } from './compression.ts'
import { imageCorrupt, imageNotFound } from './image-error.ts'
import { statedSize } from './stated-size.ts'
import { unpack } from './unpack.ts'

/** The bytes of an image, unpacked, one after the other. */
export interface ImageSource extends AsyncDisposable {
  readonly file: string
  readonly compression: Compression | undefined
  /** Size unpacked, where the file says it. */
  readonly size: number | undefined
  /** Fills the buffer with what comes next; fewer bytes only at the end of the image. */
  fill(buffer: Uint8Array): Promise<number>
  /** Passes over bytes. */
  skip(bytes: number): Promise<void>
}

/** Opens an image; a SuiteError says why it is none. What is packed is unpacked on the way. */
export async function openImage(file: string, signal: AbortSignal): Promise<ImageSource> {
  const handle = await open(file).catch((cause) => {
    throw imageNotFound(file, cause)
  })
  try {
    const facts = await handle.stat()
    if (!facts.isFile()) throw imageNotFound(file, new Error('it is no file'))
    if (facts.size === 0) throw imageCorrupt(file, 'it is empty')
    const start = await handle.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0)
    const compression = compressionOf(start.buffer.subarray(0, start.bytesRead))
    if (compression === undefined) return new PlainImage(file, handle, facts.size)
    const size = await statedSize(file, handle, compression)
    return new PackedImage({ file, compression, size, handle }, signal)
  } catch (error) {
    await handle.close()
    throw error
  }
}

class PlainImage implements ImageSource {
  readonly compression = undefined
  readonly file: string
  readonly size: number
  readonly #handle: FileHandle
  #position = 0

  constructor(file: string, handle: FileHandle, size: number) {
    this.file = file
    this.size = size
    this.#handle = handle
  }

  async fill(buffer: Uint8Array): Promise<number> {
    let have = 0
    while (have < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, have, buffer.length - have, this.#position)
      if (bytesRead === 0) break
      have += bytesRead
      this.#position += bytesRead
    }
    return have
  }

  async skip(bytes: number): Promise<void> {
    this.#position += bytes
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close()
  }
}

interface PackedFile {
  readonly file: string
  readonly compression: Compression
  readonly size: number | undefined
  readonly handle: FileHandle
}

class PackedImage implements ImageSource {
  readonly file: string
  readonly compression: Compression
  readonly size: number | undefined
  readonly #handle: FileHandle
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #stop = new AbortController()
  #rest: Uint8Array = new Uint8Array()

  constructor({ file, compression, size, handle }: PackedFile, signal: AbortSignal) {
    this.file = file
    this.compression = compression
    this.size = size
    this.#handle = handle
    const both = AbortSignal.any([signal, this.#stop.signal])
    this.#chunks = unpack({ file, compression, handle, signal: both })[Symbol.asyncIterator]()
  }

  async fill(buffer: Uint8Array): Promise<number> {
    return this.#take(buffer.length, (piece, at) => buffer.set(piece, at))
  }

  async skip(bytes: number): Promise<void> {
    await this.#take(bytes, () => {})
  }

  async #take(wanted: number, use: (piece: Uint8Array, at: number) => void): Promise<number> {
    let have = 0
    while (have < wanted) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next()
        if (next.done === true) break
        this.#rest = next.value
      }
      const piece = this.#rest.subarray(0, wanted - have)
      use(piece, have)
      have += piece.length
      this.#rest = this.#rest.subarray(piece.length)
    }
    return have
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#chunks.return?.()
    await this.#handle.close()
  }
}
