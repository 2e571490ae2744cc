import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Client, ConnectConfig } from 'ssh2'
import { isDeadline, withDeadline } from '../../runtime/deadline.ts'
import { connectError, connectTimeout } from './connect-error.ts'
import { checkHostKey, type KeyedHost, knownKinds } from './host-key.ts'
import { loginMethods } from './login.ts'
import type { SshHost, SshSettings } from './ssh-settings.ts'
import { loadSsh2, type Ssh2 } from './ssh2-module.ts'

/** Signs of life that may stay away before a connection counts as lost. */
const SIGNS_OF_LIFE = 3

/** Connects to the device, through the hosts on the way; ending the last client ends all of them. */
export async function dial(settings: SshSettings, signal: AbortSignal): Promise<Client> {
  const ssh2 = await loadSsh2()
  const opened: Client[] = []
  try {
    for (const host of settings.route)
      opened.push(await dialHost(ssh2, { host, settings, signal, by: opened.at(-1) }))
  } catch (error) {
    for (const client of opened) client.destroy()
    throw error
  }
  const last = opened.pop() as Client
  last.once('close', () => {
    for (const client of opened) client.end()
  })
  return last
}

interface Dialling {
  readonly host: SshHost
  readonly settings: SshSettings
  readonly signal: AbortSignal
  /** The host before, through which this one is reached. */
  readonly by: Client | undefined
}

async function dialHost(ssh2: Ssh2, dialling: Dialling): Promise<Client> {
  const { host, settings, signal } = dialling
  using deadline = withDeadline(settings.connectTimeout, signal, `connecting to ${host.host}`)
  let sock: Duplex | undefined
  try {
    const methods = loginMethods(host, ssh2.utils.parseKey)
    sock = await (dialling.by === undefined
      ? openSocket(host, deadline.signal)
      : openTunnel(dialling.by, host, deadline.signal))
    return await logIn(new ssh2.Client(), { ...dialling, sock, methods, signal: deadline.signal })
  } catch (error) {
    sock?.destroy()
    if (isDeadline(error) && error === deadline.signal.reason) throw connectTimeout(host, settings)
    if (signal.aborted) throw error
    throw connectError(error, host, settings)
  }
}

function openSocket({ host, port }: SshHost, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    const giveUp = () => socket.destroy(signal.reason)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    socket.once('error', (error) => {
      signal.removeEventListener('abort', giveUp)
      reject(error)
    })
    socket.once('connect', () => {
      signal.removeEventListener('abort', giveUp)
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}

function openTunnel(by: Client, { host, port }: SshHost, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    by.once('close', () => reject(new Error('the host on the way ended the connection')))
    by.forwardOut('127.0.0.1', 0, host, port, (error, channel) => (error ? reject(error) : resolve(channel)))
  })
}

interface LoggingIn extends Dialling {
  readonly sock: Duplex
  readonly methods: ReturnType<typeof loginMethods>
}

function logIn(client: Client, { host, settings, sock, methods, signal }: LoggingIn): Promise<Client> {
  const keyed = { device: settings.device, host, knownHosts: settings.knownHosts }
  const order = algorithmsFor(keyed)
  return new Promise((resolve, reject) => {
    let wrongKey: unknown
    const fail = (error: Error & { readonly level?: string }) => {
      // An agent that does not answer is one way less to log in; the others are still tried.
      if (error.level !== 'agent') reject(wrongKey ?? error)
    }
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    client.on('error', fail) // stays: an error that nobody hears would end the process
    client.once('close', () => fail(new Error('the other side closed the connection')))
    client.once('ready', () => resolve(client))
    const hostVerifier = (blob: Buffer) => {
      try {
        checkHostKey(blob, keyed)
        return true
      } catch (error) {
        wrongKey = error
        return false
      }
    }
    client.connect({
      ...{ sock, username: host.user, authHandler: methods, hostVerifier, readyTimeout: 0, ...order },
      ...{ keepaliveInterval: settings.keepAlive, keepaliveCountMax: SIGNS_OF_LIFE },
    } as ConnectConfig)
  })
}

/** Kinds of host keys, and the algorithms that they sign with. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
}

/** A host with a known key is asked for keys of that kind first. */
function algorithmsFor(keyed: KeyedHost): Pick<ConnectConfig, 'algorithms'> {
  const first = knownKinds(keyed).flatMap((kind) => ALGORITHMS[kind] ?? [])
  const rest = Object.values(ALGORITHMS)
    .flat()
    .filter((algorithm) => !first.includes(algorithm))
  return first.length === 0 ? {} : ({ algorithms: { serverHostKey: [...first, ...rest] } } as ConnectConfig)
}
