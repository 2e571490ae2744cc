import type { MqttClient } from 'mqtt'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import type { CallContext, ImplementationOf } from '../../runtime/driver.ts'
import { DeviceError, LabError, messageOf } from '../../runtime/errors.ts'
import type { mqtt } from '../../runtime/interfaces/mqtt.ts'
import { formatDuration } from '../../runtime/units.ts'
import { KeptMessages, type MqttMessage } from './kept-messages.ts'

/** Topics of one client of a broker. What is subscribed is kept until it is taken. */
export class MqttSession {
  readonly #client: MqttClient
  readonly #kept = new Map<string, KeptMessages>()
  readonly #live = new Set<KeptMessages>()

  constructor(client: MqttClient) {
    this.#client = client
    client.on('message', (topic, payload, { retain }) => {
      const bytes = new Uint8Array(payload)
      this.#hear({ topic, payload: payload.toString(), bytes, retained: retain, time: Date.now() })
    })
  }

  /** The abilities of the client. */
  get members(): ImplementationOf<typeof mqtt> {
    return {
      publish: async ({ topic, payload, qos, retain }, { signal }) => {
        const data = typeof payload === 'string' ? payload : Buffer.from(payload)
        const sending = this.#client.publishAsync(topic, data, { qos: qos as 0 | 1 | 2, retain })
        await orAborted(sending, signal, `The message to ${topic} was not taken`)
      },
      subscribe: async ({ topic }, { signal }) => {
        const kept = await this.#subscribed(topic, signal)
        kept.clear()
      },
      messages: ({ topic }, { signal }) => this.#follow(topic, signal),
      waitForMessage: ({ topic, containing = '', timeout }, context) =>
        this.#wait({ topic, containing, timeout }, context),
    }
  }

  #hear(message: MqttMessage): void {
    for (const kept of [...this.#kept.values(), ...this.#live]) kept.push(message)
  }

  async #subscribed(topic: string, signal: AbortSignal): Promise<KeptMessages> {
    const known = this.#kept.get(topic)
    if (known !== undefined) return known
    const kept = new KeptMessages(topic)
    // Before the broker is asked: what it has kept comes at once.
    this.#kept.set(topic, kept)
    try {
      await orAborted(
        this.#client.subscribeAsync(topic, { qos: 1 }),
        signal,
        `The topic ${topic} was refused`,
      )
      return kept
    } catch (error) {
      this.#kept.delete(topic)
      throw error
    }
  }

  async *#follow(topic: string, signal: AbortSignal): AsyncGenerator<MqttMessage, void, void> {
    const live = new KeptMessages(topic)
    this.#live.add(live)
    try {
      await orAborted(
        this.#client.subscribeAsync(topic, { qos: 1 }),
        signal,
        `The topic ${topic} was refused`,
      )
      for (;;) yield await live.take('', signal)
    } finally {
      this.#live.delete(live)
      if (!this.#kept.has(topic) && ![...this.#live].some(({ filter }) => filter === topic))
        this.#client.unsubscribe(topic)
    }
  }

  async #wait(
    {
      topic,
      containing,
      timeout,
    }: { readonly topic: string; readonly containing: string; readonly timeout: number },
    context: CallContext,
  ): Promise<MqttMessage> {
    using deadline = withDeadline(timeout, context.signal, `a message of ${topic}`)
    const kept = await this.#subscribed(topic, context.signal)
    try {
      return await kept.take(containing, deadline.signal)
    } catch (error) {
      if (!isDeadline(error) || context.signal.aborted) throw error
      throw nothingCame(topic, timeout, { containing, kept: kept.kept })
    }
  }
}

function nothingCame(
  topic: string,
  timeout: number,
  { containing, kept }: { readonly containing: string; readonly kept: readonly MqttMessage[] },
): DeviceError {
  const what = containing === '' ? '' : ` that contains "${containing}"`
  const others = kept.slice(-5).map(({ topic: from, payload }) => `\n  | ${from}: ${payload.slice(0, 100)}`)
  const rest =
    kept.length === 0 ? ' Nothing else came either.' : ` The last of ${kept.length} others:${others.join('')}`
  const message = `No message of ${topic}${what} came within ${formatDuration(timeout)}.${rest}`
  return new DeviceError('mqtt-timeout', message)
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal, what: string): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {})
  try {
    signal.throwIfAborted()
    return await Promise.race([work, aborted])
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw new LabError('mqtt-failed', `${what}: ${messageOf(cause)}.`, { cause })
  }
}
