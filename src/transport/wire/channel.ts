import { messageOf } from '../../runtime/errors.ts'
import { Heartbeat } from './heartbeat.ts'
import { Inbox } from './inbox.ts'
import { type Lane, Lanes } from './lanes.ts'
import { decodeMessage, encodeMessage, type Message, numberData } from './message.ts'
import { Outbox } from './outbox.ts'
import { isLong, PART, Parts, partsOf } from './parts.ts'

/** No more than this is handed to the socket beyond what it has sent, so that an urgent frame waits for little. */
const IN_SOCKET = 65_536
/** Senders of live and bulk frames wait from here on… */
const ROOM = 4 * 1024 * 1024
/** …and a session whose peer lets it come to this is given up. */
const LIMIT = 2 * ROOM
/** Milliseconds after which what came is acknowledged at the latest. */
const ACK_AFTER = 25

/** Close code of a connection that fell silent. */
const SILENT = 4000

/** One connection of a session, as a channel uses it. */
export interface Socket {
  /** Bytes that were handed over and not sent yet. */
  readonly bufferedAmount: number
  send(bytes: Uint8Array, sent?: () => void): void
  /** Ends the connection with a close code of RFC 6455. */
  close(code: number, reason: string): void
}

/** Who uses a channel. */
export interface ChannelListener {
  /** A frame of the peer: each once, in order. */
  frame(frame: Uint8Array): void
  /** The peer ended the session, or broke its rules for good. */
  ended(code: string, message: string): void
}

/**
 * One end of a session: frames go to the peer in order and exactly once, whatever happens to the connections that
 * carry them. It knows nothing of how connections are made.
 */
export class Channel {
  readonly #listener: ChannelListener
  readonly #heartbeat: Heartbeat
  readonly #outbox = new Outbox()
  readonly #inbox = new Inbox()
  readonly #lanes = new Lanes()
  readonly #parts = new Parts()
  #transfers = 0
  #waiting: (() => void)[] = []
  #socket: Socket | undefined
  #ackTimer: NodeJS.Timeout | undefined
  #brokenAt = 0
  #ended = false

  /** `heartbeat` is in milliseconds. */
  constructor(listener: ChannelListener, heartbeat: number) {
    this.#listener = listener
    this.#heartbeat = new Heartbeat(
      {
        ask: (token) => this.#socket?.send(encodeMessage({ kind: 'ping', token })),
        silent: () => this.detach(SILENT, 'no sign of life'),
      },
      heartbeat,
    )
  }

  /** Number of the last frame that came. */
  get received(): number {
    return this.#inbox.received
  }

  /** True while a connection carries frames. */
  get isAttached(): boolean {
    return this.#socket !== undefined
  }

  /** When the last connection broke, by `performance.now()`: when it was heard last if it fell silent. */
  get brokenAt(): number {
    return this.#brokenAt
  }

  /** Goes on over a connection; `received` is what the peer has already. False if the peer never got that far. */
  attach(socket: Socket, received: number): boolean {
    if (!this.#outbox.acknowledge(received)) return false
    this.detach(4001, 'another connection took its place')
    this.#socket = socket
    this.#heartbeat.start()
    this.#inbox.acknowledge()
    for (let number = received + 1; number <= this.#outbox.last; number += 1) {
      const message = this.#outbox.message(number)
      if (message !== undefined) socket.send(message, this.#pump)
    }
    this.#pump()
    return true
  }

  /** Lets go of the connection; frames wait for the next. */
  detach(code = 1000, reason = ''): void {
    const socket = this.#socket
    if (socket === undefined) return
    this.#socket = undefined
    this.#brokenAt = code === SILENT ? this.#heartbeat.heardAt : performance.now()
    this.#heartbeat.stop()
    clearTimeout(this.#ackTimer)
    this.#ackTimer = undefined
    socket.close(code, reason)
  }

  /**
   * Sends a DATA message, now or when its turn comes. The channel numbers and keeps it: nobody else may change it. A
   * long one travels in parts, as there is room for them; then a promise resolves when all are on their way. Throws a
   * LabError for one that is too long even for that.
   */
  send(message: Uint8Array, lane: Lane): Promise<void> | undefined {
    if (this.#ended) return undefined
    if (isLong(message)) return this.#sendParts(partsOf(message, ++this.#transfers), lane)
    this.#lanes.add(message, lane)
    this.#pump()
    if (this.#load > LIMIT) this.end('overflow', 'The other end does not take what it is sent.')
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

  /** True if live and bulk frames may be sent. */
  get hasRoom(): boolean {
    return this.#load < ROOM
  }

  /** Resolves when there is room for more; at once if there is. */
  async room(): Promise<void> {
    while (this.#load >= ROOM && !this.#ended)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
  }

  /** Takes a message that came over a connection; one that was let go has nothing more to say. */
  receive(bytes: Uint8Array, socket: Socket): void {
    if (socket !== this.#socket) return
    this.#heartbeat.hear()
    const message = decodeMessage(bytes)
    if (message === undefined) this.detach(1002, 'no message of this protocol')
    else this.#take(message)
  }

  /** Ends the session, and says so to the peer. */
  end(code: string, message: string): void {
    if (this.#ended) return
    this.#socket?.send(encodeMessage({ kind: 'bye', code, message }))
    this.#finish(code, message)
  }

  #take(message: Message): void {
    switch (message.kind) {
      case 'data':
        this.#takeFrame(message.number, message.frame)
        break
      case 'ack':
        this.#acknowledged(message.number)
        break
      case 'ping':
        this.#socket?.send(encodeMessage({ kind: 'pong', token: message.token }))
        break
      case 'pong':
        break
      case 'bye':
        this.#finish(message.code, message.message)
        break
      default:
        this.detach(1002, `${message.kind} in the middle of a session`)
    }
  }

  #takeFrame(number: number, frame: Uint8Array): void {
    const arrival = this.#inbox.take(number, frame.length)
    if (arrival === 'gap') this.detach(1002, 'a frame is missing')
    if (arrival !== 'next') return
    if (this.#inbox.isAckDue) this.#acknowledge()
    else this.#ackTimer ??= setTimeout(() => this.#acknowledge(), ACK_AFTER)
    const whole = frame[0] === PART ? this.#takePart(frame) : frame
    if (whole !== undefined) this.#listener.frame(whole)
  }

  #takePart(part: Uint8Array): Uint8Array | undefined {
    try {
      return this.#parts.take(part)
    } catch (error) {
      this.end('protocol', messageOf(error))
      return undefined
    }
  }

  #acknowledge(): void {
    clearTimeout(this.#ackTimer)
    this.#ackTimer = undefined
    if (!this.#inbox.hasUnacknowledged) return
    const number = this.#inbox.acknowledge()
    this.#socket?.send(encodeMessage({ kind: 'ack', number }))
  }

  #acknowledged(number: number): void {
    if (this.#outbox.acknowledge(number)) this.#tellRoom()
    else this.detach(1002, 'an acknowledgement of nothing')
  }

  /** Bytes that the peer has not acknowledged, sent or not. */
  get #load(): number {
    return this.#outbox.bytes + this.#lanes.bytes
  }

  readonly #pump = (): void => {
    const socket = this.#socket
    while (socket !== undefined && socket === this.#socket && socket.bufferedAmount < IN_SOCKET) {
      const message = this.#lanes.next()
      if (message === undefined) return
      numberData(message, this.#outbox.add(message))
      // Only what fills the socket needs to tell when it is gone.
      const isFull = socket.bufferedAmount + message.length >= IN_SOCKET
      socket.send(message, isFull ? this.#pump : undefined)
    }
  }

  #tellRoom(): void {
    if (this.#load >= ROOM || this.#waiting.length === 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }

  #finish(code: string, message: string): void {
    if (this.#ended) return
    this.#ended = true
    this.detach()
    for (const wake of this.#waiting.splice(0)) wake()
    this.#listener.ended(code, message)
  }
}
