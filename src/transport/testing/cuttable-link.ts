import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** The path of a socket, or a port of this machine. */
type Target = string | number

/** How slow a link is, each way. */
export interface Pace {
  readonly latency?: number
  readonly bytesPerSecond?: number
}

/** A TCP port whose connections to an exporter can be cut, slowed, and made silent. */
export class CuttableLink implements Disposable {
  readonly #server: Server
  readonly #pairs = new Set<Socket>()
  readonly #target: Target
  readonly #pace: Pace
  #silent = false
  #mode: 'open' | 'refuse' | 'hold' = 'open'
  #held: Socket[] = []
  readonly #counting = new EventTarget()
  connections = 0
  /** Bytes that clients sent. */
  sent = 0

  private constructor(target: Target, pace: Pace) {
    this.#target = target
    this.#pace = pace
    this.#server = createServer((near) => this.#accept(near))
  }

  /** A link to the path of a socket or to a port of this machine. */
  static async to(target: Target, pace: Pace = {}): Promise<CuttableLink> {
    const link = new CuttableLink(target, pace)
    link.#server.listen(0, '127.0.0.1')
    await once(link.#server, 'listening')
    return link
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Ends every connection at once, without a word. */
  cut(): void {
    for (const socket of this.#pairs) socket.destroy()
    this.#pairs.clear()
  }

  /** From now on every connection is hung up. */
  refuse(): void {
    this.#mode = 'refuse'
  }

  /** From now on connections wait. */
  hold(): void {
    this.#mode = 'hold'
  }

  letGo(): void {
    this.#mode = 'open'
    for (const near of this.#held.splice(0)) this.#join(near)
  }

  /** Resolves when clients have sent so many bytes. */
  async carried(bytes: number): Promise<void> {
    while (this.sent < bytes) await once(this.#counting, 'more')
  }

  /** Nothing passes for so long, and nobody is told: as when a cable is pulled and put back. */
  async silence(milliseconds: number): Promise<void> {
    this.#silent = true
    for (const socket of this.#pairs) socket.pause()
    await delay(milliseconds)
    this.#silent = false
    for (const socket of this.#pairs) socket.resume()
  }

  [Symbol.dispose](): void {
    this.cut()
    this.#server.close()
  }

  #count(bytes: number): void {
    this.sent += bytes
    this.#counting.dispatchEvent(new Event('more'))
  }

  #accept(near: Socket): void {
    near.on('error', () => {})
    if (this.#mode === 'refuse') near.destroy()
    else if (this.#mode === 'hold') this.#held.push(near)
    else this.#join(near)
  }

  #join(near: Socket): void {
    this.connections += 1
    const far = typeof this.#target === 'string' ? connect(this.#target) : connect(this.#target, '127.0.0.1')
    far.on('error', () => {})
    near.on('data', (chunk) => this.#count(chunk.length))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#pairs.add(one)
      this.#forward(one, other)
      one.on('close', () => {
        this.#pairs.delete(one)
        other.destroy()
      })
      if (this.#silent) one.pause()
    }
  }

  /** What comes from one end goes to the other, as late and as slowly as the link is. */
  #forward(from: Socket, to: Socket): void {
    const { latency = 0, bytesPerSecond } = this.#pace
    let free = 0
    const late: Buffer[] = []
    from.on('data', (chunk) => {
      const now = performance.now()
      const took = bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1000
      free = Math.max(free, now) + took
      const wait = free - now + latency
      if (wait <= 0 && late.length === 0) return this.#pass(chunk, from, to)
      late.push(chunk)
      // Timers of different lengths may change places: whichever fires, the oldest goes.
      setTimeout(() => to.write(late.shift() ?? ''), wait)
      // The link holds no more than a quarter of a second.
      if (free - now < 250) return
      from.pause()
      setTimeout(() => this.#silent || from.resume(), free - now)
    })
  }

  #pass(chunk: Buffer, from: Socket, to: Socket): void {
    if (to.write(chunk)) return
    from.pause()
    to.once('drain', () => this.#silent || from.resume())
  }
}
