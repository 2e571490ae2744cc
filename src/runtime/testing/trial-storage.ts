import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type AnyDriver, defineDriver } from '../driver.ts'
import { FlashFeed } from '../flash-feed.ts'
import { storage } from '../interfaces/storage.ts'

/** A storage of any size in the hands of a test: it remembers the images that were written. */
export class TrialStorage {
  readonly driver: AnyDriver
  /** Paths of the images, in order. */
  readonly paths: string[] = []
  /** Names of what lay in the folder of the last image. */
  beside: readonly string[] = []
  /** Block maps that were named. */
  readonly maps: Uint8Array[] = []
  #image: Uint8Array<ArrayBuffer> = new Uint8Array()

  constructor(type: string) {
    this.driver = defineDriver({
      ...{ type, doc: 'A storage.', provides: [storage], config: z.strictObject({}) },
      open: async () => ({
        storage: {
          flash: ({ image, bmap }: { image: string; bmap?: string | undefined }) => {
            if (bmap !== undefined && bmap !== 'none') this.maps.push(readFileSync(bmap))
            return this.#write(image)
          },
          verify: ({ image }: { image: string }) => this.#write(image),
          progress: (_: object, context: { readonly signal: AbortSignal }) => new FlashFeed().states(context),
          read: ({ offset, length }: { offset: number; length?: number | undefined }) =>
            this.#image.subarray(offset, length === undefined ? undefined : offset + length),
        },
        [Symbol.asyncDispose]: async () => {},
      }),
    })
  }

  #write(path: string) {
    this.paths.push(path)
    this.beside = readdirSync(dirname(path)).sort()
    this.#image = new Uint8Array(readFileSync(path))
    return { bytes: this.#image.length, sha256: createHash('sha256').update(this.#image).digest('hex') }
  }
}
