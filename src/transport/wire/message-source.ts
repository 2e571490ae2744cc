import type { WebSocket } from 'ws'
import { decodeMessage, type Message } from './message.ts'

/** What comes over a WebSocket, from the first message on: nothing is lost while nobody listens yet. */
export class MessageSource {
  readonly #early: Uint8Array[] = []
  #take: ((bytes: Uint8Array) => void) | undefined
  #wake: (() => void) | undefined
  #closed = false

  constructor(socket: WebSocket) {
    socket.on('message', (bytes: Buffer) => {
      if (this.#take !== undefined) return this.#take(bytes)
      this.#early.push(bytes)
      this.#wake?.()
    })
    socket.once('close', () => {
      this.#closed = true
      this.#wake?.()
    })
  }

  /** The first message; undefined if none comes in time, the connection closes, or it is none. */
  async first(milliseconds: number): Promise<Message | undefined> {
    const timer = setTimeout(() => this.#wake?.(), milliseconds)
    if (this.#early.length === 0 && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    clearTimeout(timer)
    const bytes = this.#early.shift()
    return bytes === undefined ? undefined : decodeMessage(bytes)
  }

  /** Hands over what came and what comes. */
  forward(take: (bytes: Uint8Array) => void): void {
    for (const bytes of this.#early.splice(0)) take(bytes)
    this.#take = take
  }
}
