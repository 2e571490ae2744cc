import { once } from 'node:events'
import { z } from 'zod'
import {
  type AnyDriver,
  type ByteConnection,
  type ByteListener,
  type CallContext,
  defineDriver,
} from '../driver.ts'
import { DeviceError } from '../errors.ts'
import { bytes, call, connection, defineInterface, items, param } from '../interface.ts'
import { duration } from '../units.ts'

/** An interface with one member of every kind. */
export const lamp = defineInterface({
  name: 'lamp',
  version: 1,
  doc: 'A lamp that a test plays with.',
  members: {
    shine: call({
      doc: 'Tells how it would shine.',
      params: [param('colour', z.string(), 'Which colour.')],
      options: { time: duration().default(1000).describe('How long.') },
      result: z.string(),
    }),
    echo: call({
      doc: 'Gives any value back.',
      params: [param('value', z.unknown(), 'The value.')],
      result: z.unknown(),
    }),
    wait: call({ doc: 'Waits until it is given up.', result: z.void() }),
    break: call({ doc: 'Fails.', result: z.void() }),
    flashes: items({ doc: 'Counts, and never stops by itself.', item: z.number() }),
    talk: bytes({ doc: 'Says what the test makes it say.' }),
    ring: connection({
      doc: 'Answers louder, until the client ends.',
      params: [param('name', z.string(), 'Whose.')],
    }),
  },
})

/** A lamp in the hands of a test: it speaks when told, and tells what was done with it. */
export class TrialLamp extends EventTarget {
  /** What happened, in order. */
  readonly log: string[] = []
  readonly driver: AnyDriver
  #listener: ByteListener | undefined

  /** A lamp whose driver is of this type; with `failing` it cannot be opened. */
  constructor(type: string, { failing = false } = {}) {
    super()
    this.driver = defineDriver({
      ...{ type, doc: 'A lamp.', provides: [lamp], config: z.strictObject({}) },
      open: async () => {
        this.#tell('open')
        if (failing) throw new DeviceError('no-bulb', 'There is no bulb.')
        return { lamp: this.#members(), [Symbol.asyncDispose]: async () => this.#tell('close') }
      },
    })
  }

  /** Makes the lamp say something on its byte stream. */
  say(text: string): void {
    this.#listener?.bytes(Buffer.from(text))
  }

  /** Puts a mark into its byte stream. */
  mark(text: string): void {
    this.#listener?.mark(text)
  }

  /** Resolves when the log has that line. */
  async told(line: string): Promise<void> {
    while (!this.log.includes(line)) await once(this, 'told')
  }

  #tell(line: string): void {
    this.log.push(line)
    this.dispatchEvent(new Event('told'))
  }

  #members() {
    return {
      shine: ({ colour, time }: { colour: string; time: number }) => `${colour} for ${time} ms`,
      echo: ({ value }: { value: unknown }) => value,
      wait: (_params: unknown, context: CallContext) => this.#wait(context),
      break: () => {
        throw new DeviceError('broken', 'It broke.', { device: 'Lamp', hint: 'Buy another.' })
      },
      flashes: (_params: unknown, context: CallContext) => this.#count(context),
      talk: {
        listen: (listener: ByteListener) => {
          this.#listener = listener
        },
        write: async (chunk: Uint8Array) => this.#tell(`hears ${Buffer.from(chunk)}`),
      },
      ring: ({ name }: { name: string }) => this.#ring(name),
    }
  }

  #wait({ signal }: CallContext): Promise<void> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        this.#tell('given up')
        reject(signal.reason)
      })
      this.#tell('waits')
    })
  }

  /** A connection that answers in capitals, and says whose it is when it ends. */
  async #ring(name: string): Promise<ByteConnection> {
    let heard: ByteListener | undefined
    return {
      listen: (listener) => {
        heard = listener
      },
      write: async (chunk) => heard?.bytes(Buffer.from(Buffer.from(chunk).toString().toUpperCase())),
      end: async () => {
        heard?.bytes(Buffer.from(`bye ${name}`))
        heard?.ended?.(name === 'nobody' ? new DeviceError('broken', 'It broke.') : undefined)
      },
      [Symbol.asyncDispose]: async () => this.#tell(`${name} hangs up`),
    }
  }

  /** Counts, at the pace of the event loop. */
  async *#count({ signal }: CallContext): AsyncIterable<number> {
    try {
      for (let count = 1; !signal.aborted; count++) {
        yield count
        await new Promise((resolve) => setImmediate(resolve))
      }
    } finally {
      this.#tell('counted')
    }
  }
}
