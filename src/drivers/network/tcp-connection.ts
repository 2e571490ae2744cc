import { once } from 'node:events'
import { createConnection, type NetConnectOpts } from 'node:net'
import type { ByteConnection } from '../../runtime/driver.ts'
import { DeviceError } from '../../runtime/errors.ts'
import { DuplexConnection } from './duplex-connection.ts'

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
  return new DuplexConnection(socket)
}

function cannotConnect(address: NetConnectOpts, cause: unknown): DeviceError {
  const where = 'path' in address ? address.path : `${address.host ?? 'localhost'}:${address.port}`
  const why = (cause as NodeJS.ErrnoException).code ?? String(cause)
  return new DeviceError('cannot-connect', `Nobody answers at ${where}: ${why}.`, {
    cause,
    hint: 'Is the device on, and does the service run that should listen there?',
  })
}
