import { createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { LabError } from '../../runtime/errors.ts'
import type { ListenPlace } from './listen-place.ts'

/** A place on this machine where programs connect. */
export interface Door extends AsyncDisposable {
  /** Where it is, for people. */
  readonly address: string
}

/** Listens at a TCP port or a unix socket and serves each program that connects. Disposing lets all of them go. */
export async function openSocketDoor(
  place: Exclude<ListenPlace, { kind: 'pty' }>,
  serve: (socket: Socket) => void,
): Promise<Door> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket)
  })
  await listen(server, place)
  return {
    address: addressOf(server, place),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function listen(server: Server, place: Exclude<ListenPlace, { kind: 'pty' }>): Promise<void> {
  const options: ListenOptions =
    place.kind === 'tcp' ? { host: place.host, port: place.port } : { path: place.path }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const where = place.kind === 'tcp' ? `${place.host}:${place.port}` : place.path
      reject(new LabError('cannot-listen', `Cannot listen on ${where}: ${cause.message}.`, { cause }))
    })
    server.listen(options, resolve)
  })
}

function addressOf(server: Server, place: Exclude<ListenPlace, { kind: 'pty' }>): string {
  const bound = server.address()
  if (place.kind === 'unix') return place.path
  const port = typeof bound === 'object' && bound !== null ? bound.port : place.port
  return `${place.host.includes(':') ? `[${place.host}]` : place.host}:${port}`
}
