import { giveMemoryBack } from './message-memory.ts'

/** Messages that were sent and not acknowledged, by the numbers of their frames: what a new connection must send again. */
export class Outbox {
  readonly #messages: Uint8Array[] = []
  /** Index of the first message that is kept, and its number. */
  #head = 0
  #first = 1
  #bytes = 0

  /** Bytes of the messages that are kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** Number of the last frame that was added; 0 before any. */
  get last(): number {
    return this.#first + this.#messages.length - this.#head - 1
  }

  /** Keeps a message and gives its frame the next number. */
  add(message: Uint8Array): number {
    this.#messages.push(message)
    this.#bytes += message.length
    return this.last
  }

  /** Forgets what was sent up to a number. False if no such frame was ever sent. */
  acknowledge(number: number): boolean {
    if (number > this.last) return false
    while (this.#first <= number) {
      const message = this.#messages[this.#head] ?? EMPTY
      this.#bytes -= message.length
      giveMemoryBack(message)
      this.#messages[this.#head] = EMPTY
      this.#head += 1
      this.#first += 1
    }
    if (this.#head > 1024 && this.#head * 2 > this.#messages.length) {
      this.#messages.splice(0, this.#head)
      this.#head = 0
    }
    return true
  }

  /** The message of a number that is kept. */
  message(number: number): Uint8Array | undefined {
    return number < this.#first ? undefined : this.#messages[this.#head + number - this.#first]
  }
}

const EMPTY = new Uint8Array()
