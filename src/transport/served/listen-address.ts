import { isAbsolute, resolve } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'

/** Where an exporter answers. */
export type ListenAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }

/** Reads `127.0.0.1:7070`, `[::1]:7070`, `:7070` (every interface) or the path of a unix socket. */
export function parseListenAddress(text: string): ListenAddress {
  const path = text.startsWith('unix:') ? text.slice(5) : text
  if (path !== text || isAbsolute(text) || text.endsWith('.sock'))
    return { kind: 'unix', path: resolve(path) }
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? []
  if (port !== undefined && Number(port) < 65_536)
    return { kind: 'tcp', host: bracketed ?? (plain === '' ? '0.0.0.0' : (plain ?? '')), port: Number(port) }
  throw new SuiteError('listen-address', `"${text}" is no address to listen on.`, {
    hint: 'Write HOST:PORT as in 127.0.0.1:7070, or the path of a unix socket as in /run/bench.sock.',
  })
}

/** True if only programs of this machine can reach it. */
export function isLocal(address: ListenAddress): boolean {
  return address.kind === 'unix' || /^(?:127\.|::1$|localhost$)/.test(address.host)
}

/** The URL that a client connects to. */
export function urlOf(address: ListenAddress, secure: boolean): string {
  if (address.kind === 'unix') return `ws+unix:${address.path}:/`
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `${secure ? 'wss' : 'ws'}://${host}:${address.port}`
}
