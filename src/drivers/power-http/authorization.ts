import { createHash, randomBytes } from 'node:crypto'

interface Credentials {
  readonly username: string
  readonly password: string
  /** What is asked. */
  readonly question: { readonly method: string; readonly url: URL }
}

/** The header that answers a challenge of a server: Digest where it is offered (RFC 7616), or Basic; undefined for any other. */
export function authorization(challenges: string, credentials: Credentials): string | undefined {
  const digest = /\bDigest\s+(.*)/i.exec(challenges)?.[1]
  if (digest !== undefined) return digestHeader(parametersOf(digest), credentials)
  if (!/\bBasic\b/i.test(challenges)) return undefined
  const { username, password } = credentials
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function digestHeader(
  { realm = '', nonce = '', qop = '', algorithm = 'MD5', opaque }: Readonly<Record<string, string>>,
  { username, password, question }: Credentials,
): string | undefined {
  const hash = hashOf(algorithm)
  if (hash === undefined || !qop.split(/,\s*/).includes('auth')) return undefined
  const uri = `${question.url.pathname}${question.url.search}`
  const cnonce = randomBytes(8).toString('hex')
  const secret = hash(`${username}:${realm}:${password}`)
  const response = hash(`${secret}:${nonce}:00000001:${cnonce}:auth:${hash(`${question.method}:${uri}`)}`)
  const quoted = {
    username,
    realm,
    nonce,
    uri,
    cnonce,
    response,
    ...(opaque === undefined ? {} : { opaque }),
  }
  const parts = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`)
  return `Digest ${[...parts, `algorithm=${algorithm}`, 'qop=auth', 'nc=00000001'].join(', ')}`
}

function hashOf(algorithm: string): ((text: string) => string) | undefined {
  const name = { MD5: 'md5', 'SHA-256': 'sha256' }[algorithm.toUpperCase()]
  return name === undefined ? undefined : (text) => createHash(name).update(text).digest('hex')
}

function parametersOf(challenge: string): Record<string, string> {
  const found = challenge.matchAll(/([a-z]+)=(?:"([^"]*)"|([^\s,]+))/gi)
  return Object.fromEntries(
    [...found].map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']),
  )
}
