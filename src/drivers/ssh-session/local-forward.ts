import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Client } from 'ssh2'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { SshConnection } from '../ssh-connection/connection.ts'
import { type Endpoint, formatEndpoint } from './endpoint.ts'
import { joinStreams } from './joined-streams.ts'

/** A forward that is open. */
export interface Forward extends AsyncDisposable {
  readonly direction: 'to device' | 'from device'
  readonly from: string
  readonly to: string
}

/** Listens here and connects to the device's side; the connection to the device may go and come meanwhile. */
export async function openLocalForward(
  connection: SshConnection,
  local: Endpoint,
  target: Endpoint,
): Promise<Forward> {
  const closing = new AbortController()
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {}) // its closing tells
    carry(connection, socket, target, closing.signal).catch(() => socket.destroy())
  })
  await listen(server, local)
  const from = listening(server, local)
  return {
    ...{ direction: 'to device', from, to: formatEndpoint(target) },
    [Symbol.asyncDispose]: async () => {
      closing.abort(new LabError('ssh-closed', `The forward ${from} was closed.`))
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function carry(
  connection: SshConnection,
  socket: Socket,
  target: Endpoint,
  signal: AbortSignal,
): Promise<void> {
  socket.pause()
  const { client } = await connection.live(signal)
  joinStreams(socket, await openToDevice(client, target))
}

/** A channel to a port or socket as the device sees it. */
export function openToDevice(client: Client, target: Endpoint): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined, channel: Duplex) => (error ? reject(error) : resolve(channel))
    if (target.kind === 'socket') client.openssh_forwardOutStreamLocal(target.path, done)
    else client.forwardOut('127.0.0.1', 0, target.host, target.port, done)
  })
}

function listen(server: Server, local: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `Cannot listen at ${formatEndpoint(local)}: ${messageOf(cause)}`
      reject(
        new LabError('forward-refused', message, { cause, hint: 'Leave local out to take a free port.' }),
      )
    })
    if (local.kind === 'socket') server.listen(local.path, resolve)
    else server.listen(local.port, local.host, resolve)
  })
}

function listening(server: Server, local: Endpoint): string {
  const address = server.address()
  if (local.kind === 'socket' || address === null || typeof address === 'string') return formatEndpoint(local)
  return formatEndpoint({ ...local, port: address.port })
}
