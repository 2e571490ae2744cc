import { type Lane, Lanes } from './lanes.ts'
import { numberData } from './message.ts'
import { Outbox } from './outbox.ts'
import { isLong, partsOf } from './parts.ts'

/** No more than this is handed to the socket beyond what it has sent, so that an urgent frame waits for little. */
const IN_SOCKET = 65_536
/** Senders of live and bulk frames wait from here on… */
const ROOM = 4 * 1024 * 1024
/** …and a session whose peer lets it come to this is given up. */
const LIMIT = 2 * ROOM

/** What takes messages away. */
export interface Outlet {
  /** Bytes that were handed over and not sent yet. */
  readonly bufferedAmount: number
  send(bytes: Uint8Array, sent?: () => void): void
}

/** The sending half of a channel: numbers messages, keeps them until the peer has them, and sends them as there is room. */
export class Sending {
  readonly #outbox = new Outbox()
  readonly #lanes = new Lanes()
  #transfers = 0
  #waiting: (() => void)[] = []
  #outlet: Outlet | undefined
  #ended = false

  /** Goes on over an outlet, behind what the peer has already. */
  start(outlet: Outlet, received: number): void {
    this.#outlet = outlet
    for (let number = received + 1; number <= this.#outbox.last; number += 1) {
      const message = this.#outbox.message(number)
      if (message !== undefined) outlet.send(message, this.#pump)
    }
    this.#pump()
  }

  /** Messages wait for the next outlet. */
  stop(): void {
    this.#outlet = undefined
  }

  /** Nothing more is sent, and nobody waits any longer. */
  end(): void {
    this.#ended = true
    for (const wake of this.#waiting.splice(0)) wake()
  }

  /** See `Channel.send`. */
  send(message: Uint8Array, lane: Lane): Promise<void> | undefined {
    if (isLong(message)) return this.#sendParts(partsOf(message, ++this.#transfers), lane)
    this.#lanes.add(message, lane)
    this.#pump()
    return undefined
  }

  /** In the lane that was asked for, so that what comes after does not overtake; but not before what is urgent. */
  async #sendParts(parts: readonly Uint8Array[], lane: Lane): Promise<void> {
    for (const part of parts) {
      await this.room()
      if (this.#ended) return
      this.#lanes.add(part, lane === 'urgent' ? 'bulk' : lane)
      this.#pump()
    }
  }

  /** The peer has all messages up to a number. False if no such message was ever sent. */
  acknowledge(number: number): boolean {
    if (!this.#outbox.acknowledge(number)) return false
    if (this.hasRoom) for (const wake of this.#waiting.splice(0)) wake()
    return true
  }

  /** True if the peer takes nothing of what it is sent. */
  get isOverflowing(): boolean {
    return this.#load > LIMIT
  }

  /** True if live and bulk frames may be sent. */
  get hasRoom(): boolean {
    return this.#load < ROOM
  }

  /** Resolves when there is room for more; at once if there is. */
  async room(): Promise<void> {
    while (!this.hasRoom && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
  }

  /** Bytes that the peer has not acknowledged, sent or not. */
  get #load(): number {
    return this.#outbox.bytes + this.#lanes.bytes
  }

  readonly #pump = (): void => {
    const outlet = this.#outlet
    while (outlet !== undefined && outlet === this.#outlet && outlet.bufferedAmount < IN_SOCKET) {
      const message = this.#lanes.next()
      if (message === undefined) return
      numberData(message, this.#outbox.add(message))
      // Only what fills the socket needs to tell when it is gone.
      const isFull = outlet.bufferedAmount + message.length >= IN_SOCKET
      outlet.send(message, isFull ? this.#pump : undefined)
    }
  }
}
