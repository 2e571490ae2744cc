import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SuiteError } from '../../runtime/errors.ts'
import { stateFolder } from '../../runtime/state-folder.ts'
import { readToken } from '../../transport/served/access-token.ts'
import { isLocal, parseListenAddress } from '../../transport/served/listen-address.ts'
import type { Trust } from '../../transport/tls/trust.ts'
import type { Address } from '../../transport/wire/web-socket.ts'
import { configFolder, exporterTokenFile } from '../user-folders.ts'

/** Which exporter a command was told to use. */
export interface NamedExporter {
  readonly exporter?: string | undefined
  /** The name of one in the user's configuration. */
  readonly context?: string | undefined
}

/** An exporter as it was named, with what is known about it. */
interface KnownExporter {
  readonly url: string
  readonly tokenFile?: string
  readonly fingerprint?: string
}

/**
 * The exporter that a command speaks to, with the token to show: the one it names, that of the environment, or the
 * context that is in use; undefined if there is none of these.
 */
export async function exporterAddress(
  named: NamedExporter,
  env: NodeJS.ProcessEnv,
): Promise<Address | undefined> {
  const known = await knownExporter(named, env)
  if (known === undefined) return undefined
  const token = tokenOf(known, env)
  const url = fullUrl(known.url)
  const trust = url.startsWith('wss:') ? { trust: trustOf(known, env) } : {}
  return { url, ...(token === undefined ? {} : { token }), ...trust }
}

async function knownExporter(
  { exporter, context }: NamedExporter,
  env: NodeJS.ProcessEnv,
): Promise<KnownExporter | undefined> {
  if (exporter !== undefined && context !== undefined)
    throw new SuiteError('wrong-argument', '--exporter and --context both name an exporter.')
  const url = exporter ?? (context === undefined ? env.HIL_EXPORTER : undefined)
  if (url !== undefined && url !== '') return { url }
  if (context === undefined && !existsSync(join(configFolder(env), 'config.yaml'))) return undefined
  // Loaded here: most users have no contexts, and YAML takes 20 ms.
  const { contextNamed, readContexts } = await import('../contexts/context-file.ts')
  const contexts = readContexts(env)
  const name = context ?? contexts.use
  return name === undefined ? undefined : contextNamed(name, contexts)
}

/** The token of a context belongs to its exporter: no other is shown to it. */
function tokenOf({ tokenFile }: KnownExporter, env: NodeJS.ProcessEnv): string | undefined {
  if (tokenFile === undefined) return env.HIL_TOKEN ?? readToken(exporterTokenFile(env))
  const token = readToken(tokenFile)
  if (token !== undefined) return token
  throw new SuiteError('token-file', `The token file ${tokenFile} cannot be read.`)
}

function trustOf({ fingerprint: own }: KnownExporter, env: NodeJS.ProcessEnv): Trust {
  const { HIL_FINGERPRINT, HIL_CA: ca } = env
  const fingerprint = own ?? HIL_FINGERPRINT
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
