import { once } from 'node:events'
import { createConnection, type NetConnectOpts, type Socket } from 'node:net'
import type { ByteConnection, ByteListener } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'

/** Opens a connection to a port of a device, or to a unix socket, for one client alone. Rejects with a DeviceError. */
export async function openTcpConnection(
  address: NetConnectOpts,
  signal: AbortSignal,
): Promise<ByteConnection> {
  const socket = createConnection({ ...address, allowHalfOpen: true, noDelay: true })
  try {
    await once(socket, 'connect', { signal })
  } catch (cause) {
    socket.destroy()
    signal.throwIfAborted()
    throw cannotConnect(address, cause)
  }
  return new TcpConnection(socket)
}

class TcpConnection implements ByteConnection {
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('error', () => {}) // told to the listener when it closes
  }

  listen(listener: ByteListener): void {
    let failure: Error | undefined
    this.#socket.on('data', (chunk) => listener.bytes(chunk))
    this.#socket.on('error', (error) => {
      failure = error
    })
    this.#socket.once('end', () => listener.ended?.())
    this.#socket.once('close', () => listener.ended?.(failure))
  }

  async write(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
  }

  setFlow(on: boolean): void {
    if (on) this.#socket.resume()
    else this.#socket.pause()
  }

  async end(): Promise<void> {
    this.#socket.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy()
  }
}

function cannotConnect(address: NetConnectOpts, cause: unknown): DeviceError {
  const where = 'path' in address ? address.path : `${address.host ?? 'localhost'}:${address.port}`
  const why = (cause as NodeJS.ErrnoException).code ?? String(cause)
  return new DeviceError('cannot-connect', `Nobody answers at ${where}: ${why}.`, {
    cause,
    hint: 'Is the device on, and does the service run that should listen there?',
  })
}
