import { SuiteError } from '../../runtime/errors.ts'

/** Where a forward is offered on this machine. */
export type ListenPlace =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'pty'; readonly path: string }

/** Reads `2222`, `HOST:2222`, `unix:PATH` or `pty:PATH`; throws a SuiteError. */
export function parseListenPlace(text: string): ListenPlace {
  const [, kind, path] = /^(unix|pty):(.+)$/.exec(text) ?? []
  if (path !== undefined) return { kind: kind as 'unix' | 'pty', path }
  const [, host = '127.0.0.1', port = ''] = /^(?:\[?([^\]]+?)\]?:)?(\d{1,5})$/.exec(text) ?? []
  if (port !== '' && Number(port) < 65_536) return { kind: 'tcp', host, port: Number(port) }
  throw new SuiteError('listen-address', `"${text}" is no place to listen at.`, {
    hint: 'Write a port as in 2222, HOST:PORT as in 0.0.0.0:2222, unix:PATH for a socket, or pty:PATH for a terminal.',
  })
}
