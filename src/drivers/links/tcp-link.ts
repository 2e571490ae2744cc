import { connect, type Socket } from 'node:net'
import { type ByteLink, ByteQueue } from './byte-link.ts'
import { linkClosed, linkFailed } from './link-error.ts'

/** Opens a TCP connection as a link. */
export async function openTcpLink(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<ByteLink> {
  const name = `${host}:${port}`
  const socket = connect({ host, port, noDelay: true, keepAlive: true })
  await connected(socket, name, signal)
  const queue = new ByteQueue()
  socket.on('data', (chunk) => queue.push(new Uint8Array(chunk)))
  socket.on('error', (cause) => queue.fail(linkClosed(name, cause)))
  socket.on('close', () => queue.fail(linkClosed(name)))
  return {
    read: (until) => queue.take(until),
    write: (bytes) => written(socket, bytes, queue, name),
    [Symbol.asyncDispose]: async () => void socket.destroy(),
  }
}

function connected(socket: Socket, name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', giveUp)
      socket.removeListener('error', failed)
      settle()
    }
    const fail = (reason: unknown) => {
      socket.destroy()
      end(() => reject(reason))
    }
    const failed = (cause: Error) => fail(linkFailed(name, cause))
    const giveUp = () => fail(signal.reason)
    socket.once('error', failed)
    socket.once('connect', () => end(resolve))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
}

function written(socket: Socket, bytes: Uint8Array, queue: ByteQueue, name: string): Promise<void> {
  if (queue.failure !== undefined) return Promise.reject(queue.failure)
  return new Promise((resolve, reject) => {
    socket.write(bytes, (cause) => (cause ? reject(linkClosed(name, cause)) : resolve()))
  })
}
