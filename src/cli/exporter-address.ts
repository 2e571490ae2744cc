import { join } from 'node:path'
import { readToken } from '../transport/access-token.ts'
import { isLocal, parseListenAddress } from '../transport/listen-address.ts'
import type { Trust } from '../transport/tls/trust.ts'
import type { Address } from '../transport/web-socket.ts'
import { exporterTokenFile, stateFolder } from './user-folders.ts'

/** The exporter that a command speaks to, with the token to show; undefined if none was named. */
export function exporterAddress(named: string | undefined, env: NodeJS.ProcessEnv): Address | undefined {
  const url = named ?? env.HIL_EXPORTER
  if (url === undefined || url === '') return undefined
  const token = env.HIL_TOKEN ?? readToken(exporterTokenFile(env))
  const full = fullUrl(url)
  const trust = full.startsWith('wss:') ? { trust: trustOf(env) } : {}
  return { url: full, ...(token === undefined ? {} : { token }), ...trust }
}

function trustOf(env: NodeJS.ProcessEnv): Trust {
  const { HIL_FINGERPRINT: fingerprint, HIL_CA: ca } = env
  return {
    known: join(stateFolder(env), 'known-exporters'),
    ...(fingerprint ? { fingerprint } : {}),
    ...(ca ? { ca } : {}),
  }
}

/** `127.0.0.1:7070` and the path of a socket are as good as a URL; other machines are reached encrypted. */
function fullUrl(text: string): string {
  if (/^wss?(\+unix)?:/.test(text)) return text
  if (text.startsWith('/')) return `ws+unix:${text}:/`
  return `${isLocal(parseListenAddress(text)) ? 'ws' : 'wss'}://${text}`
}
