import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Connection } from '../runtime/connection.ts'
import { LabError, messageOf } from '../runtime/errors.ts'
import { mayEnter } from './access-token.ts'
import { VERSIONS } from './frames.ts'
import { type ListenAddress, urlOf } from './listen-address.ts'
import { encodeMessage, type Hello } from './message.ts'
import { MessageSource } from './message-source.ts'
import { ServedClient } from './served-client.ts'
import { type Greeting, ServedSession } from './served-session.ts'
import type { Certificate } from './tls/own-certificate.ts'
import { LONGEST_MESSAGE, OPENING_MS } from './web-socket.ts'

/** How a bench is served. */
export interface ServeOptions {
  readonly listen: ListenAddress
  /** What a client must show; anybody is let in without it. */
  readonly token?: string
  /** What the bench shows on an encrypted connection; plain without it. */
  readonly certificate?: Certificate
  /** Milliseconds for which a session outlives its connection; on one machine a closed socket is the end. */
  readonly grace?: number
  /** Milliseconds of silence after which either side asks for a sign of life. */
  readonly heartbeat?: number
}

/** A bench that is served. */
export interface ServedBench extends AsyncDisposable {
  /** Where clients connect to. */
  readonly url: string
}

const HEARTBEAT_MS = 5000

/** Serves sessions on a bench, one connection to it for each, until it is disposed. */
export async function serveBench(connect: () => Connection, options: ServeOptions): Promise<ServedBench> {
  const { certificate } = options
  const http = certificate === undefined ? createServer() : secureServer(certificate)
  const server = new WebSocketServer({
    ...{ server: http, perMessageDeflate: false, maxPayload: LONGEST_MESSAGE },
    verifyClient: ({ req }: { req: IncomingMessage }) => mayEnter(req.headers.authorization, options.token),
  })
  const sessions = new Sessions(connect, options)
  server.on('connection', (socket, { socket: stream }) => void sessions.greet(socket, stream))
  await listening(http, options.listen)
  return {
    url: urlOf(boundAddress(http, options.listen), certificate !== undefined),
    [Symbol.asyncDispose]: async () => {
      sessions.end()
      for (const client of server.clients) client.terminate()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

function secureServer(certificate: Certificate): Server {
  try {
    return createSecureServer({ ...certificate })
  } catch (cause) {
    throw new LabError('certificate-file', `The certificate and its key are of no use: ${messageOf(cause)}.`)
  }
}

async function listening(http: Server, listen: ListenAddress): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', (cause) => reject(cannotListen(listen, cause)))
    if (listen.kind === 'unix') http.listen(listen.path, resolve)
    else http.listen(listen.port, listen.host, resolve)
  })
}

/** With port 0 the system chose one. */
function boundAddress(http: Server, listen: ListenAddress): ListenAddress {
  const bound = http.address()
  return listen.kind === 'tcp' && typeof bound === 'object' && bound !== null
    ? { ...listen, port: bound.port }
    : listen
}

function cannotListen(listen: ListenAddress, cause: Error): LabError {
  const where = listen.kind === 'unix' ? listen.path : `${listen.host}:${listen.port}`
  return new LabError('cannot-listen', `Cannot listen on ${where}: ${cause.message}.`, {
    cause,
    hint: 'Does another exporter run there already?',
  })
}

/** The sessions of a bench by their ids. */
class Sessions {
  readonly #connect: () => Connection
  readonly #options: ServeOptions
  readonly #instance = randomUUID()
  readonly #byId = new Map<string, ServedSession>()

  constructor(connect: () => Connection, options: ServeOptions) {
    this.#connect = connect
    this.#options = options
  }

  /** Hears who a new connection is from, and lets it begin a session or go on with one. */
  async greet(socket: WebSocket, stream: Duplex): Promise<void> {
    socket.on('error', () => socket.terminate())
    const source = new MessageSource(socket)
    const opened = { socket, source, stream }
    const hello = await source.first(OPENING_MS)
    if (hello?.kind !== 'hello') return socket.close(1002, 'the first message must be HELLO')
    const version = commonVersion(hello)
    if (version === undefined) return this.#refuse(socket, 'protocol-mismatch', versionsDiffer(hello))
    if (hello.resume === undefined) return this.#begin(version).attach(opened)
    const session = this.#byId.get(hello.resume.session)
    if (session?.admits(hello.resume)) session.attach(opened, hello.resume.received)
    else this.#refuse(socket, 'session-unknown', 'There is no such session any more.')
  }

  end(): void {
    for (const session of this.#byId.values()) session.end('bench-closed', 'The bench was closed.')
  }

  #begin(version: number): ServedSession {
    const connection = this.#connect()
    const { grace = 0, heartbeat = HEARTBEAT_MS } = this.#options
    const greeting: Greeting = {
      ...{ version, features: [], instance: this.#instance },
      ...{ grace, heartbeat, description: connection.description },
    }
    const session: ServedSession = new ServedSession(
      greeting,
      (own) => new ServedClient(own, connection),
      () => this.#byId.delete(session.id),
    )
    this.#byId.set(session.id, session)
    return session
  }

  #refuse(socket: WebSocket, code: string, message: string): void {
    socket.send(encodeMessage({ kind: 'refuse', code, message, instance: this.#instance }))
    socket.close(1000)
  }
}

function commonVersion({ versions: [low, high] }: Hello): number | undefined {
  const version = Math.min(high, VERSIONS[1])
  return version >= Math.max(low, VERSIONS[0]) ? version : undefined
}

function versionsDiffer({ versions: [low, high] }: Hello): string {
  return `The client speaks versions ${low} to ${high} of the protocol, the bench ${VERSIONS.join(' to ')}.`
}
