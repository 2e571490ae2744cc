import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type AnyDriver, type ByteListener, type CallContext, defineDriver } from '../driver.ts'
import { DeviceError } from '../errors.ts'
import { bytes, call, defineInterface, items, param } from '../interface.ts'
import { trialBench } from '../testing/trial-bench.ts'
import { duration } from '../units.ts'
import { BenchSession } from './bench-session.ts'

const lamp = defineInterface({
  name: 'lamp',
  version: 1,
  doc: 'A lamp.',
  members: {
    shine: call({
      doc: 'Shines.',
      params: [param('colour', z.string(), 'Which.')],
      options: { time: duration().default(1000) },
      result: z.string(),
    }),
    wait: call({ doc: 'Waits to be given up.', result: z.void() }),
    flashes: items({ doc: 'Counts.', item: z.number() }),
    talk: bytes({ doc: 'Says things.' }),
  },
})

/** A lamp that can be made to say things, and tells what was done with it. */
class TrialLamp {
  readonly log: string[] = []
  listener: ByteListener | undefined
  /** Settles when a call waits. */
  readonly waiting = Promise.withResolvers === undefined ? deferred() : deferred()

  readonly driver: AnyDriver

  constructor(type: string, failing = false) {
    this.driver = defineDriver({
      ...{ type, doc: 'A lamp.', provides: [lamp], config: z.strictObject({}) },
      open: async () => {
        this.log.push('open')
        if (failing) throw new DeviceError('no-bulb', 'There is no bulb.')
        return {
          lamp: {
            shine: ({ colour, time }) => `${colour} for ${time} ms`,
            wait: (_params, context) => this.#wait(context),
            flashes: (_params, context) => this.#count(context),
            talk: {
              listen: (listener) => void (this.listener = listener),
              write: async (chunk) => void this.log.push(`write ${Buffer.from(chunk)}`),
            },
          },
          [Symbol.asyncDispose]: async () => void this.log.push(`close ${type}`),
        }
      },
    })
  }

  say(text: string): void {
    this.listener?.bytes(Buffer.from(text))
  }

  #wait({ signal }: CallContext): Promise<void> {
    this.waiting.resolve()
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => {
        this.log.push('given up')
        reject(signal.reason)
      }),
    )
  }

  async *#count({ signal }: CallContext): AsyncIterable<number> {
    try {
      for (let count = 1; !signal.aborted; count++) yield count
    } finally {
      this.log.push('counted')
    }
  }
}
