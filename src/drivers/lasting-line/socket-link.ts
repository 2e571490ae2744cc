import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { z } from 'zod'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { Link, LinkListener } from './link.ts'

/** Where a console in the network listens. */
export const socketSettings = {
  host: z.string().describe('Name or address of the machine with the console.'),
  port: z.number().int().min(1).max(65_535).describe('Its TCP port.'),
}

/** Where to connect to. */
export interface SocketAddress {
  readonly host: string
  readonly port: number
}

const KEEP_ALIVE_MS = 10_000
const CLOSE_MS = 1000

/** What messages call an address. */
export function nameOfAddress({ host, port }: SocketAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Connects; a LabError says what is in the way. */
export async function connectSocket(address: SocketAddress, signal: AbortSignal): Promise<Socket> {
  const socket = createConnection({
    ...address,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  })
  try {
    await once(socket, 'connect', { signal })
    return socket
  } catch (cause) {
    socket.destroy()
    if (signal.aborted) throw signal.reason
    const message = `Nothing answers at ${nameOfAddress(address)}: ${messageOf(cause) || 'no connection'}.`
    const hint = 'Is the console server running, and are host and port right?'
    throw new LabError('console-unreachable', message, { cause, hint })
  }
}

/** Opens a raw TCP connection: what comes from the socket is what the console said. */
export async function openSocketLink(
  address: SocketAddress,
  listener: LinkListener,
  signal: AbortSignal,
): Promise<SocketLink> {
  return new SocketLink(await connectSocket(address, signal), nameOfAddress(address), listener)
}

/** A connected socket. */
export class SocketLink implements Link {
  readonly #socket: Socket
  readonly #gone = new AbortController()
  readonly #name: string
  readonly #listener: Pick<LinkListener, 'bytes' | 'lost'>

  constructor(socket: Socket, name: string, listener: Pick<LinkListener, 'bytes' | 'lost'>) {
    this.#socket = socket
    this.#name = name
    this.#listener = listener
    let why = 'closed the connection'
    socket.on('data', (chunk: Buffer) => listener.bytes(chunk))
    socket.on('error', (error) => {
      why = `broke the connection: ${error.message}`
    })
    socket.on('close', () => this.#lose(why))
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#gone.signal])
    either.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => reject(either.reason)
      either.addEventListener('abort', giveUp, { once: true })
      // A failure to write is followed by the end of the connection, which says more.
      this.#socket.write(bytes, (error) => {
        if (error) return
        either.removeEventListener('abort', giveUp)
        resolve()
      })
    })
  }

  setFlow(on: boolean): void {
    if (on) this.#socket.resume()
    else this.#socket.pause()
  }

  /** Ends the connection, at once if the other side does not take what is still on its way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#gone.abort(this.#away('it was closed'))
    const socket = this.#socket
    if (socket.closed) return
    const closed = once(socket, 'close')
    const impatience = setTimeout(() => socket.destroy(), CLOSE_MS)
    socket.resume()
    socket.end(() => socket.destroySoon())
    await closed.catch(() => {})
    clearTimeout(impatience)
  }

  #lose(why: string): void {
    if (this.#gone.signal.aborted) return
    this.#gone.abort(this.#away(why))
    this.#listener.lost(`${this.#name} ${why}`)
  }

  #away(why: string): LabError {
    return new LabError('console-away', `${this.#name} is away: ${why}.`)
  }
}
