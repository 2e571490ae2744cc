import { SuiteError } from '../../runtime/errors.ts'

/** Where something listens: a port of an address, or a unix socket. */
export type Endpoint =
  | { readonly kind: 'port'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string }

/** Parses `80`, `10.0.0.5:80`, `[::1]:80` or the path of a unix socket; a SuiteError for anything else. */
export function parseEndpoint(text: string): Endpoint {
  if (text.includes('/')) return { kind: 'socket', path: text }
  const [, bracketed, plain, digits] = /^(?:\[(.+)\]:|([^:]+):)?(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (digits !== undefined && port <= 65_535)
    return { kind: 'port', host: bracketed ?? plain ?? '127.0.0.1', port }
  throw new SuiteError('bad-endpoint', `"${text}" is neither a port nor the path of a socket.`, {
    hint: 'Write a port as in 80, an address as in 10.0.0.5:80, or a path as in /run/app.sock.',
  })
}

/** Writes an endpoint so that {@link parseEndpoint} reads it. */
export function formatEndpoint(endpoint: Endpoint): string {
  if (endpoint.kind === 'socket') return endpoint.path
  return `${endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host}:${endpoint.port}`
}
