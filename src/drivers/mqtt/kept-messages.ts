import { topicMatches } from './topic-filter.ts'

/** A message as it came. */
export interface MqttMessage {
  readonly topic: string
  readonly payload: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly retained: boolean
  readonly time: number
}

/** So many messages of a topic are kept; the oldest go first. */
const MOST_KEPT = 10_000

/** Messages of one topic filter that were not taken yet. */
export class KeptMessages {
  readonly filter: string
  #messages: MqttMessage[] = []
  #waiting = new Set<() => void>()

  constructor(filter: string) {
    this.filter = filter
  }

  /** Keeps a message if its topic is meant. */
  push(message: MqttMessage): void {
    if (!topicMatches(this.filter, message.topic)) return
    if (this.#messages.push(message) > MOST_KEPT) this.#messages.shift()
    for (const wake of this.#waiting) wake()
  }

  clear(): void {
    this.#messages = []
  }

  /** What came and was not taken, for messages. */
  get kept(): readonly MqttMessage[] {
    return this.#messages
  }

  /** The next message whose payload has a text, leaving behind those before it; waits until it comes. */
  async take(containing: string, signal: AbortSignal): Promise<MqttMessage> {
    for (let checked = 0; ; ) {
      signal.throwIfAborted()
      const index = this.#messages.findIndex(
        (message, at) => at >= checked && message.payload.includes(containing),
      )
      const [found] = index < 0 ? [] : this.#messages.splice(0, index + 1).slice(-1)
      if (found !== undefined) return found
      checked = this.#messages.length === MOST_KEPT ? 0 : this.#messages.length
      await this.#change(signal)
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      this.#waiting.add(wake)
      signal.addEventListener('abort', wake)
    })
  }
}
