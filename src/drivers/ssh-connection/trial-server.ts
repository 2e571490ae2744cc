import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import type { Connection, ServerChannel, Session } from 'ssh2'
import { loadSsh2 } from './ssh2-module.ts'

/** How the server behaves. */
export interface TrialServerOptions {
  /** Which password `tester` has, and how it is asked for. */
  readonly password?: string
  readonly asks?: 'password' | 'keyboard-interactive'
  /** Answers a command; by default a shell of this machine runs it. */
  exec?(command: string, channel: ServerChannel): void
}

/** A program and its arguments; the command follows, after -c. */
export type Shell = readonly [string, ...string[]]

const runHere = runBy.bind(undefined, ['/bin/sh'])

/** An SSH server in this process, as a device with a server of its own has one: it knows commands and nothing else. */
export interface TrialServer extends AsyncDisposable {
  readonly port: number
  /** What the bench file needs to log in. */
  readonly config: Readonly<Record<string, unknown>>
  /** Breaks every connection, as an unplugged cable does not: the other side is told. */
  dropAll(): void
}

/** Starts a server on a port of loopback. */
export async function openTrialServer(options: TrialServerOptions = {}): Promise<TrialServer> {
  const { Server } = await loadSsh2()
  const password = options.password ?? 'correct'
  const clients = new Set<Connection>()
  const server = new Server({ hostKeys: [newHostKey()] }, (client) => {
    clients.add(client)
    ;(client as unknown as Socket).setNoDelay(true)
    client.on('error', () => {})
    client.on('close', () => clients.delete(client))
    logIn(client, password, options.asks ?? 'password')
    client.on('session', (accept) => serve(accept(), options.exec ?? runHere))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const dropAll = () => {
    for (const client of clients) client.end()
  }
  return {
    port,
    config: { host: '127.0.0.1', port, user: 'tester', password, hostKey: 'any' },
    dropAll,
    [Symbol.asyncDispose]: async () => {
      dropAll()
      if (server.address() !== null) await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function newHostKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString()
}

function logIn(client: Connection, password: string, asks: string): void {
  client.on('authentication', (context) => {
    const accept = (isRight: boolean) => (isRight ? context.accept() : context.reject([asks as 'password']))
    if (context.method !== asks) accept(false)
    else if (context.method === 'password') accept(context.password === password)
    else if (context.method === 'keyboard-interactive')
      context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => accept(answer === password))
  })
}

function serve(session: Session, exec: (command: string, channel: ServerChannel) => void): void {
  session.on('exec', (accept, _reject, { command }) => exec(command, accept()))
}

/** Lets a shell of this machine run a command, as a server does. */
export function runBy([program, ...args]: Shell, command: string, channel: ServerChannel): void {
  const child = spawn(program, [...args, '-c', command], { detached: true })
  channel.pipe(child.stdin)
  child.stdin.on('error', () => {})
  child.stdout.pipe(channel, { end: false })
  child.stderr.pipe(channel.stderr, { end: false })
  child.once('close', (code, signal) => {
    if (signal === null) channel.exit(code ?? 0)
    else channel.exit(signal.slice(3))
    channel.end()
  })
}
