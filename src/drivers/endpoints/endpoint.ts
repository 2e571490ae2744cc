import { isDeadline } from '../../runtime/deadline.ts'
import { DeviceError } from '../../runtime/errors.ts'

/** One port of a device. */
export interface Endpoint {
  readonly name: string
  readonly protocol: 'tcp' | 'udp' | 'http' | 'https'
  readonly host: string
  readonly port: number
  readonly probe: string
  readonly anyCertificate: boolean
}

/** Where the paths of a web endpoint begin, `http://10.0.0.5:8080`; an IPv6 address stands in brackets. */
export function originOf({ protocol, host, port }: Pick<Endpoint, 'protocol' | 'host' | 'port'>): string {
  return `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The error for an endpoint that gave no answer: what it said last, or that the time is over. */
export function silent(endpoint: Endpoint, signal: AbortSignal, cause: unknown): Error {
  if (signal.aborted && !isDeadline(signal.reason)) return signal.reason as Error
  const { name, protocol, host, port } = endpoint
  const isNews = cause instanceof Error && cause !== signal.reason && cause.name !== 'AbortError'
  const why = isNews ? reasonOf(cause) : undefined
  const late = isDeadline(signal.reason) ? `; ${signal.reason.message}` : ''
  const message = `${name} (${protocol} port ${port} of ${host}) does not answer: ${why ?? 'nothing came'}${late}.`
  return new DeviceError('endpoint-silent', message, { cause })
}

/** What went wrong at a socket: happy eyeballs give several reasons at once, the first is the nearest. */
function reasonOf(error: Error & { code?: string; errors?: readonly Error[] }): string {
  const first = error.errors?.[0] as (Error & { code?: string }) | undefined
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'the connection is refused',
    ECONNRESET: 'the connection was reset',
    ENOTFOUND: 'its name is not known',
    EHOSTUNREACH: 'there is no way to it',
    ENETUNREACH: 'there is no way to its network',
  }
  return words[error.code ?? first?.code ?? ''] ?? (error.message || String(first?.message))
}
