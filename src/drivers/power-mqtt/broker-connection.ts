import type { MqttClient } from 'mqtt'
import { untilAborted } from '../../runtime/deadline.ts'
import { connectBroker } from '../mqtt/connect-broker.ts'

/** Which broker, and who asks. */
export interface BrokerPlace {
  readonly broker: string
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/** A message that came. */
export interface Message {
  readonly topic: string
  readonly text: string
}

type Listener = (message: Message) => void

/** The signal of whoever opens ends it earlier. */
const CONNECT_MS = 30_000

/** A connection to an MQTT broker that hears some topics. It is made again when it breaks. */
export class BrokerConnection implements AsyncDisposable {
  readonly #client: MqttClient
  readonly #listeners = new Set<Listener>()

  private constructor(client: MqttClient) {
    this.#client = client
    client.on('error', () => {}) // it tries again; whoever waits gives up when its time is over
    client.on('message', (topic, payload) => {
      for (const listener of this.#listeners) listener({ topic, text: payload.toString('utf8') })
    })
  }

  /** Connects and subscribes; what comes meanwhile, such as retained messages, goes to `hear`. */
  static async open(
    place: BrokerPlace,
    {
      topics,
      hear,
      signal,
    }: { readonly topics: string[]; readonly hear: Listener; readonly signal: AbortSignal },
  ): Promise<BrokerConnection> {
    const { broker, ...who } = place
    const client = await connectBroker(broker, { ...who, connectTimeout: CONNECT_MS }, signal)
    const connection = new BrokerConnection(client)
    connection.#listeners.add(hear)
    try {
      await untilAborted(client.subscribeAsync(topics), signal)
      return connection
    } catch (error) {
      await connection[Symbol.asyncDispose]()
      throw error
    }
  }

  get isConnected(): boolean {
    return this.#client.connected
  }

  /** Publishes, and waits for the first message that is an answer. */
  async ask<T>(
    question: Message,
    answerOf: (message: Message) => T | undefined,
    signal: AbortSignal,
  ): Promise<T> {
    let listener: Listener = () => {}
    const answer = new Promise<T>((resolve) => {
      listener = (message) => {
        const found = answerOf(message)
        if (found !== undefined) resolve(found)
      }
    })
    this.#listeners.add(listener)
    try {
      await this.publish(question, signal)
      return await untilAborted(answer, signal)
    } finally {
      this.#listeners.delete(listener)
    }
  }

  async publish({ topic, text }: Message, signal: AbortSignal): Promise<void> {
    await untilAborted(this.#client.publishAsync(topic, text), signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear()
    await this.#client.endAsync(true).catch(() => {}) // a connection that broke has ended already
  }
}
