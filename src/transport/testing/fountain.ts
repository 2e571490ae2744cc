import { z } from 'zod'
import { type AnyDriver, type ByteListener, defineDriver } from '../../runtime/driver.ts'
import { bytes, call, defineInterface, param } from '../../runtime/interface.ts'

const fountain = defineInterface({
  name: 'fountain',
  version: 1,
  doc: 'Pours bytes that say where they belong, and counts.',
  members: {
    pour: bytes({ doc: 'Bytes at the pace of its reader.' }),
    count: call({
      doc: 'Notes a number and gives it back.',
      params: [param('value', z.number(), 'The number.')],
      result: z.number(),
    }),
    echo: call({
      doc: 'Gives a value back.',
      params: [param('value', z.unknown(), 'Any value.')],
      result: z.unknown(),
    }),
  },
})

/** A prime, so that no block of the way through has the same bytes at the same place. */
const PERIOD = 65_521
const PATTERN = Buffer.alloc(2 * PERIOD)
for (let index = 0; index < PATTERN.length; index += 1) PATTERN[index] = ((index % PERIOD) * 31) >> 3

/** Pours so many bytes as fast as its reader takes them, and remembers in which order it was called. */
export class Fountain {
  readonly counted: number[] = []
  readonly driver: AnyDriver
  readonly #length: number
  #listener: ByteListener | undefined
  #poured = 0
  #flows = true

  constructor(length: number) {
    this.#length = length
    this.driver = defineDriver({
      ...{ type: 'fountain', doc: 'A fountain.', provides: [fountain], config: z.strictObject({}) },
      open: async () => ({
        fountain: {
          count: ({ value }: { value: number }) => {
            this.counted.push(value)
            return value
          },
          echo: ({ value }: { value: unknown }) => value,
          pour: {
            listen: (listener: ByteListener) => {
              this.#listener = listener
            },
            setFlow: (on: boolean) => {
              this.#flows = on
              this.#pour()
            },
            write: async () => this.#pour(),
          },
        },
        [Symbol.asyncDispose]: async () => {},
      }),
    })
  }

  readonly #pour = (): void => {
    if (!this.#flows || this.#poured >= this.#length) return
    const length = Math.min(32_768, this.#length - this.#poured)
    const at = this.#poured % PERIOD
    this.#poured += length
    this.#listener?.bytes(Buffer.from(PATTERN.subarray(at, at + length)))
    setImmediate(this.#pour)
  }
}

/** True if bytes are those that a fountain pours from an offset on. */
export function isFrom(chunk: Uint8Array, offset: number): boolean {
  const at = offset % PERIOD
  return chunk.length > PERIOD
    ? isFrom(chunk.subarray(0, PERIOD), offset) && isFrom(chunk.subarray(PERIOD), offset + PERIOD)
    : PATTERN.compare(chunk, 0, chunk.length, at, at + chunk.length) === 0
}
