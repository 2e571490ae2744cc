import { messageOf } from '../../runtime/errors.ts'
import { Heartbeat } from './heartbeat.ts'
import { Inbox } from './inbox.ts'
import type { Lane } from './lanes.ts'
import { decodeMessage, encodeMessage, type Message } from './message.ts'
import { PART, Parts } from './parts.ts'
import { type Outlet, Sending } from './sending.ts'

/** Milliseconds after which what came is acknowledged at the latest. */
const ACK_AFTER = 25

/** Close code of a connection that fell silent. */
const SILENT = 4000

/** One connection of a session, as a channel uses it. */
export interface Socket extends Outlet {
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
  readonly #sending = new Sending()
  readonly #inbox = new Inbox()
  readonly #parts = new Parts()
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
    if (!this.#sending.acknowledge(received)) return false
    this.detach(4001, 'another connection took its place')
    this.#socket = socket
    this.#heartbeat.start()
    this.#inbox.acknowledge()
    this.#sending.start(socket, received)
    return true
  }

  /** Lets go of the connection; frames wait for the next. */
  detach(code = 1000, reason = ''): void {
    const socket = this.#socket
    if (socket === undefined) return
    this.#socket = undefined
    this.#sending.stop()
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
    const sent = this.#sending.send(message, lane)
    if (this.#sending.isOverflowing) this.end('overflow', 'The other end does not take what it is sent.')
    return sent
  }

  /** True if live and bulk frames may be sent. */
  get hasRoom(): boolean {
    return this.#sending.hasRoom
  }

  /** Resolves when there is room for more; at once if there is. */
  room(): Promise<void> {
    return this.#sending.room()
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
    if (!this.#sending.acknowledge(number)) this.detach(1002, 'an acknowledgement of nothing')
  }

  #finish(code: string, message: string): void {
    if (this.#ended) return
    this.#ended = true
    this.detach()
    this.#sending.end()
    this.#listener.ended(code, message)
  }
}
