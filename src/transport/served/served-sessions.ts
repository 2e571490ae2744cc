import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Connection } from '../../runtime/connection.ts'
import type { LabError } from '../../runtime/errors.ts'
import type { FileStore } from '../../runtime/files/file-store.ts'
import { type ClientIdentity, identityFrom } from '../client/client-identity.ts'
import type { ExporterListener } from '../exporter/exporter-event.ts'
import { type ErrorData, errorToData } from '../wire/error-data.ts'
import { FILES, VERSIONS } from '../wire/frames.ts'
import { encodeMessage, type Hello } from '../wire/message.ts'
import { MessageSource } from '../wire/message-source.ts'
import { OPENING_MS } from '../wire/web-socket.ts'
import { ServedClient } from './served-client.ts'
import { type Greeting, ServedSession } from './served-session.ts'

/** Makes the connection to the bench of a client. */
export type ConnectClient = (client: ClientIdentity) => Connection

/** Who comes in, and for how long. */
export interface Door {
  /** Milliseconds for which a session outlives its connection; on one machine a closed socket is the end. */
  readonly grace?: number
  /** Milliseconds of silence after which either side asks for a sign of life. */
  readonly heartbeat?: number
  /** Why a client cannot begin a session now; nothing if it can. */
  readonly refusal?: (client: ClientIdentity) => LabError | undefined
  /** Takes the files of clients; without it clients name files of this machine. */
  readonly files?: FileStore
  /** Hears who comes and goes. */
  readonly event?: ExporterListener
}

const HEARTBEAT_MS = 5000
const SESSION_UNKNOWN = { code: 'session-unknown', message: 'There is no such session any more.' }

/** Why a client is not served. */
type Refusal = Pick<ErrorData, 'code' | 'message' | 'hint'>

/** The sessions of a bench by their ids. */
export class ServedSessions {
  readonly #connect: ConnectClient
  readonly #door: Door
  readonly #instance = randomUUID()
  readonly #byId = new Map<string, ServedSession>()

  constructor(connect: ConnectClient, door: Door) {
    this.#connect = connect
    this.#door = door
  }

  /** Hears who a new connection is from, and lets it begin a session or go on with one. */
  async greet(socket: WebSocket, stream: Duplex): Promise<void> {
    socket.on('error', () => socket.terminate())
    const source = new MessageSource(socket)
    const opened = { socket, source, stream }
    const hello = await source.first(OPENING_MS)
    if (hello?.kind !== 'hello') return this.#hangUp(socket)
    const client = identityFrom(hello)
    const refuse = (why: Refusal) => this.#refuse({ socket, client }, why)
    const version = commonVersion(hello)
    if (version === undefined) return refuse({ code: 'protocol-mismatch', message: versionsDiffer(hello) })
    if (hello.resume === undefined) {
      const refusal = this.#door.refusal?.(client)
      if (refusal !== undefined) return refuse(errorToData(refusal))
      return this.#begin(version, client, hello).attach(opened)
    }
    const session = this.#byId.get(hello.resume.session)
    if (!session?.admits(hello.resume)) return refuse(SESSION_UNKNOWN)
    session.attach(opened, hello.resume.received)
    this.#door.event?.({ kind: 'resumed', client: client.client })
  }

  end(): void {
    for (const session of this.#byId.values()) session.end('bench-closed', 'The bench was closed.')
  }

  #begin(version: number, identity: ClientIdentity, { features }: Hello): ServedSession {
    const connection = this.#connect(identity)
    const { grace = 0, heartbeat = HEARTBEAT_MS, event, files } = this.#door
    const common = features.includes(FILES) && files !== undefined ? [FILES] : []
    const greeting: Greeting = {
      ...{ version, features: common, instance: this.#instance },
      ...{ grace, heartbeat, description: connection.description },
    }
    const { client, viewer = false } = identity
    const session: ServedSession = new ServedSession(
      greeting,
      (own) => new ServedClient(own, connection, files),
      {
        lost: () => event?.({ kind: 'link-lost', client }),
        ended: (code) => {
          this.#byId.delete(session.id)
          event?.({ kind: 'gone', client, code })
        },
      },
    )
    this.#byId.set(session.id, session)
    event?.({ kind: 'connected', client, viewer })
    return session
  }

  #hangUp(socket: WebSocket): void {
    const message = 'the first message must be HELLO'
    this.#door.event?.({
      kind: 'refused',
      reason: 'no-hello',
      message: `A connection was closed: ${message}.`,
    })
    socket.close(1002, message)
  }

  #refuse(
    { socket, client }: { readonly socket: WebSocket; readonly client: ClientIdentity },
    { code, message, hint }: Refusal,
  ): void {
    this.#door.event?.({ kind: 'refused', reason: code, client: client.client, message })
    socket.send(
      encodeMessage({
        ...{ kind: 'refuse', code, message, instance: this.#instance },
        ...(hint === undefined ? {} : { hint }),
      }),
    )
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
