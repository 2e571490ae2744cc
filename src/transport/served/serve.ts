import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type WebSocket, WebSocketServer } from 'ws'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { OfferedFiles } from '../../runtime/files/offered-files.ts'
import type { Certificate } from '../tls/own-certificate.ts'
import { LONGEST_MESSAGE, OPENING_MS } from '../wire/web-socket.ts'
import { mayEnter } from './access-token.ts'
import { answerImages } from './image-door.ts'
import { type ListenAddress, urlOf } from './listen-address.ts'
import { type ConnectClient, type Door, ServedSessions } from './served-sessions.ts'
import { Traffic } from './traffic.ts'

/** How a bench is served. */
export interface ServeOptions extends Door {
  readonly listen: ListenAddress
  /** What a client must show; anybody is let in without it. */
  readonly token?: string
  /** What the bench shows on an encrypted connection; plain without it. */
  readonly certificate?: Certificate
  /** Images that other exporters may have. */
  readonly offered?: OfferedFiles
}

/** A bench that is served. */
export interface ServedBench extends AsyncDisposable {
  /** Where clients connect to. */
  readonly url: string
  /** Bytes that came from clients and went to them. */
  traffic(): { readonly received: number; readonly sent: number }
}

/** Who does not say what he wants in time is hung up on. */
const PATIENCE = {
  headersTimeout: OPENING_MS,
  requestTimeout: OPENING_MS,
  connectionsCheckingInterval: 1000,
}

/** Milliseconds that a client may take to hang up when the bench is closed. */
const LAST_WORD_MS = 1000

/** Serves sessions on a bench, one connection to it for each, until it is disposed. */
export async function serveBench(connect: ConnectClient, options: ServeOptions): Promise<ServedBench> {
  const { certificate } = options
  const http = certificate === undefined ? createServer(PATIENCE) : secureServer(certificate)
  const server = new WebSocketServer({
    ...{ server: http, perMessageDeflate: false, maxPayload: LONGEST_MESSAGE },
    verifyClient: ({ req }: { req: IncomingMessage }) => {
      const welcome = mayEnter(req.headers.authorization, options.token)
      if (!welcome) options.event?.({ kind: 'refused', reason: 'token', message: wrongToken(req) })
      return welcome
    },
  })
  // It repeats the errors of the HTTP server, which `listening` tells.
  server.on('error', () => {})
  const sessions = new ServedSessions(connect, options)
  const traffic = new Traffic()
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    traffic.count(request.socket)
    void answerImages(request, response, options)
  })
  server.on('connection', (socket, { socket: raw }) => {
    traffic.count(raw)
    void sessions.greet(socket, raw)
  })
  await listening(http, options.listen)
  return {
    url: urlOf(boundAddress(http, options.listen), certificate !== undefined),
    traffic: () => traffic.sum(),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      sessions.end()
      await Promise.all([...server.clients].map(hungUp))
      http.closeAllConnections()
      await closed
    },
  }
}

/**
 * Who was told that the bench is closed reads that and hangs up. Cut off before, he would lose what he has not read as
 * soon as he writes, and take the bench for lost.
 */
function hungUp(client: WebSocket): Promise<void> {
  // Nobody told him: he began no session.
  if (client.readyState === client.OPEN) client.terminate()
  const limit = setTimeout(() => client.terminate(), LAST_WORD_MS)
  return new Promise((resolve) => {
    client.once('close', () => {
      clearTimeout(limit)
      resolve()
    })
  })
}

function wrongToken({ socket }: IncomingMessage): string {
  return `A client at ${socket.remoteAddress ?? 'this machine'} did not show the token.`
}

function secureServer(certificate: Certificate): Server {
  try {
    return createSecureServer({ ...PATIENCE, ...certificate })
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
