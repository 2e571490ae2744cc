import { readToken } from '../transport/access-token.ts'
import type { Address } from '../transport/web-socket.ts'
import { exporterTokenFile } from './user-folders.ts'

/** The exporter that a command speaks to, with the token to show; undefined if none was named. */
export function exporterAddress(named: string | undefined, env: NodeJS.ProcessEnv): Address | undefined {
  const url = named ?? env.HIL_EXPORTER
  if (url === undefined || url === '') return undefined
  const token = env.HIL_TOKEN ?? readToken(exporterTokenFile(env))
  return { url: fullUrl(url), ...(token === undefined ? {} : { token }) }
}

/** `127.0.0.1:7070` and the path of a socket are as good as a URL. */
function fullUrl(text: string): string {
  if (/^wss?(\+unix)?:/.test(text)) return text
  return text.startsWith('/') ? `ws+unix:${text}:/` : `ws://${text}`
}
