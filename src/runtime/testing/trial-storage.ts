import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type AnyDriver, defineDriver } from '../driver.ts'
import { FlashFeed } from '../flash-feed.ts'
import { storage } from '../interfaces/storage.ts'

/** A storage of any size in the hands of a test: it remembers the images that were written. */
export class TrialStorage {
  readonly driver: AnyDriver
  /** Paths of the images, in order. */
  readonly paths: string[] = []
  #image: Uint8Array<ArrayBuffer> = new Uint8Array()

  constructor(type: string) {
    this.driver = defineDriver({
      ...{ type, doc: 'A storage.', provides: [storage], config: z.strictObject({}) },
      open: async () => ({
        storage: {
          flash: ({ image }: { image: string }) => this.#write(image),
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
    this.#image = new Uint8Array(readFileSync(path))
    return { bytes: this.#image.length, sha256: createHash('sha256').update(this.#image).digest('hex') }
  }
}
