import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Client } from 'ssh2'
import { DeviceError, messageOf } from '../../runtime/errors.ts'
import { quote } from '../posix-shell/quote.ts'
import { runToEnd } from '../posix-shell/shell-access.ts'
import type { Live, SshConnection } from '../ssh-connection/connection.ts'
import { type Endpoint, formatEndpoint } from './endpoint.ts'
import { joinStreams } from './joined-streams.ts'
import type { Forward } from './local-forward.ts'
import { createSshHost } from './ssh-host.ts'

/** Listens on the device and connects here; after a reconnect the device is asked again. */
export async function openRemoteForward(
  connection: SshConnection,
  ends: { readonly remote: Endpoint; readonly target: Endpoint },
  signal: AbortSignal,
): Promise<Forward> {
  const listener = new RemoteListener(ends.target)
  const { client } = await connection.live(signal)
  const remote = await listener.start(client, ends.remote).catch((cause) => {
    throw refused(connection.device, ends.remote, cause)
  })
  // The port that the device chose is asked for again: whoever knows it goes on using it.
  const again = async (live: Live) => {
    await removeSocket(connection, remote)
    await listener.start(live.client, remote)
  }
  const unfollow = connection.follow((live) => void again(live).catch(() => {}))
  return {
    ...{ direction: 'from device', from: formatEndpoint(remote), to: formatEndpoint(ends.target) },
    [Symbol.asyncDispose]: async () => {
      unfollow()
      await listener.stop()
      await removeSocket(connection, remote)
    },
  }
}

/** OpenSSH leaves the sockets of forwards that are over, and does not listen where one is. */
async function removeSocket(connection: SshConnection, remote: Endpoint): Promise<void> {
  if (remote.kind !== 'socket' || !connection.isOpen || !connection.settings.posix) return
  const limits = { timeout: 2000, signal: new AbortController().signal }
  await runToEnd(createSshHost(connection), { command: `rm -f -- ${quote(remote.path)}` }, limits).catch(
    () => {},
  )
}

/** What the device listens for on our behalf. */
class RemoteListener {
  readonly #target: Endpoint
  readonly #sockets = new Set<Socket>()
  #stop: (() => Promise<void>) | undefined

  constructor(target: Endpoint) {
    this.#target = target
  }

  /** Asks the device to listen; gives the address with the port that it chose. */
  async start(client: Client, remote: Endpoint): Promise<Endpoint> {
    const at = remote.kind === 'socket' ? remote : { ...remote, port: await listenAtPort(client, remote) }
    if (at.kind === 'socket') await listenAtSocket(client, at.path)
    const off = this.#answer(client, at)
    this.#stop = async () => {
      off()
      await unlisten(client, at)
    }
    return at
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await this.#stop?.()
    this.#stop = undefined
  }

  /** Several forwards share the events of one client: each answers to its own address. */
  #answer(client: Client, at: Endpoint): () => void {
    const onPort = (details: { destPort: number }, accept: () => Duplex) => {
      if (at.kind === 'port' && details.destPort === at.port) this.#carry(accept)
    }
    const onSocket = (details: { socketPath: string }, accept: () => Duplex) => {
      if (at.kind === 'socket' && details.socketPath === at.path) this.#carry(accept)
    }
    client.on('tcp connection', onPort)
    client.on('unix connection', onSocket as never)
    return () => {
      client.off('tcp connection', onPort)
      client.off('unix connection', onSocket as never)
    }
  }

  #carry(accept: () => Duplex): void {
    const channel = accept()
    const target = this.#target
    const ends = target.kind === 'socket' ? { path: target.path } : { host: target.host, port: target.port }
    const socket = connect({ ...ends, allowHalfOpen: true, noDelay: true })
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    joinStreams(channel, socket)
  }
}

function listenAtPort(client: Client, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    client.forwardIn(host, port, (error, chosen) => (error ? reject(error) : resolve(chosen || port)))
  })
}

function listenAtSocket(client: Client, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.openssh_forwardInStreamLocal(path, (error) => (error ? reject(error) : resolve()))
  })
}

/** A device that is gone listens no more. */
function unlisten(client: Client, at: Endpoint): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => resolve())
    try {
      if (at.kind === 'socket') client.openssh_unforwardInStreamLocal(at.path, () => resolve())
      else client.unforwardIn(at.host, at.port, () => resolve())
    } catch {
      resolve()
    }
  })
}

function refused(device: string, remote: Endpoint, cause: unknown): DeviceError {
  const message = `${device} does not listen at ${formatEndpoint(remote)}: ${messageOf(cause)}`
  const hint = 'Is the port or path in use there, and does its SSH server allow forwarding?'
  return new DeviceError('forward-refused', message, { cause, device, hint })
}
