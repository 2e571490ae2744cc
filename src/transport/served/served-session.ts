import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { Channel, type Socket } from '../wire/channel.ts'
import type { Lane } from '../wire/lanes.ts'
import { encodeMessage, type Resume, type Welcome } from '../wire/message.ts'
import { channelSocket, type Opened } from '../wire/web-socket.ts'

/** What a session does with its client's frames. */
export interface SessionHandler {
  frame(frame: Uint8Array): void
  /** The session is over: everything that is open in it ends. */
  ended(): void
}

/** What a session tells its client when a connection begins. */
export type Greeting = Omit<Welcome, 'kind' | 'session' | 'key' | 'received'>

/** Hears how a session fares. */
export interface SessionWatcher {
  /** Its connection broke; it may come back. */
  lost(): void
  ended(code: string): void
}

/** The bench's end of a session: lives on for its grace time when its connection breaks. */
export class ServedSession {
  readonly id = randomUUID()
  readonly #key = randomBytes(16).toString('hex')
  readonly #greeting: Greeting
  readonly #channel: Channel
  readonly #watcher: SessionWatcher
  #link: Socket | undefined
  #graceTimer: NodeJS.Timeout | undefined
  #over = false

  constructor(
    greeting: Greeting,
    handle: (session: ServedSession) => SessionHandler,
    watcher: SessionWatcher,
  ) {
    this.#greeting = greeting
    this.#watcher = watcher
    const handler = handle(this)
    const over = (code: string) => {
      this.#over = true
      clearTimeout(this.#graceTimer)
      this.#watcher.ended(code)
      handler.ended()
    }
    const listener = { frame: (frame: Uint8Array) => handler.frame(frame), ended: over }
    this.#channel = new Channel(listener, greeting.heartbeat)
  }

  /** True if this client began the session. */
  admits({ key }: Resume): boolean {
    const given = Buffer.from(key)
    const own = Buffer.from(this.#key)
    return given.length === own.length && timingSafeEqual(given, own)
  }

  /** Sends a DATA message, as `encodeFrame` makes it. */
  send(message: Uint8Array, lane: Lane): Promise<void> | undefined {
    return this.#channel.send(message, lane)
  }

  /** True if live and bulk frames may be sent. */
  get hasRoom(): boolean {
    return this.#channel.hasRoom
  }

  /** Resolves when there is room for more live or bulk frames. */
  room(): Promise<void> {
    return this.#channel.room()
  }

  /** Goes on over a connection; the client has received so many frames. */
  attach(opened: Opened, received = 0): void {
    const { socket, source } = opened
    clearTimeout(this.#graceTimer)
    const link = channelSocket(opened)
    const welcome = {
      kind: 'welcome',
      session: this.id,
      key: this.#key,
      received: this.#channel.received,
    } as const
    socket.send(encodeMessage({ ...this.#greeting, ...welcome }))
    this.#link = link
    socket.once('close', () => this.#disconnected(link))
    if (this.#channel.attach(link, received)) source.forward((bytes) => this.#channel.receive(bytes, link))
    else this.end('protocol', 'The client acknowledged frames that were never sent.')
  }

  /** Ends the session, and says so to the client. */
  end(code: string, message: string): void {
    this.#channel.end(code, message)
  }

  #disconnected(link: Socket): void {
    if (this.#link !== link || this.#over) return
    this.#channel.detach()
    this.#watcher.lost()
    const { grace, heartbeat } = this.#greeting
    const expire = () => this.end('session-expired', 'The client did not come back in time.')
    if (grace === 0) expire()
    else
      this.#graceTimer = setTimeout(expire, grace + heartbeat - (performance.now() - this.#channel.brokenAt))
  }
}
