import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import { LabError } from '../../runtime/errors.ts'
import type { ClientIdentity } from '../client/client-identity.ts'
import type { Trust } from '../tls/trust.ts'
import { openVerifiedSocket } from '../tls/verified-socket.ts'
import type { Socket } from './channel.ts'
import { MessageSource } from './message-source.ts'

/** The longest message that either side takes. */
export const LONGEST_MESSAGE = 1_048_576
/** The longest that a client takes: a bench of a thousand devices with all abilities describes itself in 3 MB. */
const LONGEST_WELCOME = 16 * LONGEST_MESSAGE
/** Milliseconds that a connection may take to open, and its peer to say its first word. */
export const OPENING_MS = 5000

/** Where a bench answers, and what it takes to be let in. */
export interface Address {
  /** `ws://HOST:PORT`, `wss://HOST:PORT` or `ws+unix:PATH:/`. */
  readonly url: string
  /** The token that the bench asks for on TCP. */
  readonly token?: string
  /** Whose certificate is accepted on `wss:`. */
  readonly trust?: Trust
  /** Who the client is; this process if left out. */
  readonly as?: ClientIdentity
}

/** An open WebSocket, and what comes over it. */
export interface Opened {
  readonly socket: WebSocket
  readonly source: MessageSource
  /** What the WebSocket writes to. */
  readonly stream: Duplex
}

/** Opens a WebSocket. Rejects with a LabError that says why it could not be. */
export async function openSocket(address: Address, signal?: AbortSignal): Promise<Opened> {
  const { url, token } = address
  const secured = url.startsWith('wss:') ? await secure(address, signal) : undefined
  const socket = new WebSocket(url, 'hilwright', {
    perMessageDeflate: false,
    maxPayload: LONGEST_WELCOME,
    handshakeTimeout: OPENING_MS,
    generateMask: noMask,
    ...(secured === undefined ? {} : { createConnection: () => secured }),
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  })
  const source = new MessageSource(socket)
  const upgraded = new Promise<Duplex>((resolve) => {
    socket.once('upgrade', (response) => resolve(response.socket))
  })
  const giveUp = () => socket.terminate()
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', (cause) => reject(unreachable(url, cause)))
      socket.once('close', () => reject(unreachable(url, new Error('it hung up'))))
    })
    // An error is followed by a close, which is what the session listens for.
    socket.on('error', () => socket.terminate())
    return { socket, source, stream: await upgraded }
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

/** Masks keep scripts in a browser from speaking to proxies (RFC 6455, 10.3); this client runs none. */
function noMask(mask: Buffer): void {
  mask.fill(0)
}

/** A WebSocket as a channel uses it: what is sent in one turn of the event loop leaves in one write. */
export function channelSocket({ socket, stream }: Opened): Socket {
  let corked = false
  const uncork = () => {
    corked = false
    stream.uncork()
  }
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    send: (bytes, sent) => {
      if (socket.readyState !== socket.OPEN) return
      if (!corked) {
        corked = true
        stream.cork()
        process.nextTick(uncork)
      }
      socket.send(bytes, { binary: true }, sent)
    },
    close: (code, reason) => {
      // The last word must leave before the connection is cut.
      uncork()
      socket.close(code, reason)
      // A peer that is gone never answers the closing handshake.
      if (code !== 1000) socket.terminate()
    },
  }
}

async function secure({ url, trust }: Address, signal?: AbortSignal): Promise<TLSSocket> {
  const limit = AbortSignal.timeout(OPENING_MS)
  const ended = signal === undefined ? limit : AbortSignal.any([signal, limit])
  try {
    return await openVerifiedSocket(new URL(url), trust, ended)
  } catch (error) {
    throw error instanceof LabError ? error : unreachable(url, error as Error)
  }
}

function unreachable(url: string, cause: Error): LabError {
  const where = url.replace(/^ws\+unix:|:\/$/g, '')
  if (/response: 401/.test(cause.message))
    return new LabError('token-refused', `The bench at ${where} does not let this client in.`, {
      cause,
      hint: 'Put the token of the exporter, from the file that it names when it starts, into HIL_TOKEN.',
    })
  return new LabError('bench-unreachable', `The bench at ${where} does not answer: ${cause.message}.`, {
    cause,
    hint: 'Is the exporter running, and is the address right?',
  })
}
