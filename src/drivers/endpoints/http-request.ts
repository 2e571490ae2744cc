import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { DeviceError, SuiteError } from '../../runtime/errors.ts'
import { type Endpoint, originOf, silent } from './endpoint.ts'

/** One HTTP request. */
export interface HttpMessage {
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  readonly signal: AbortSignal
}

/** What came back. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Sends a request and reads the whole answer; redirections are answers too. */
export async function request(endpoint: Endpoint, message: HttpMessage): Promise<HttpAnswer> {
  const { protocol } = endpoint
  if (protocol !== 'http' && protocol !== 'https') {
    const hint = 'Give it protocol: http in the bench file, or use Endpoints Exchange.'
    throw new SuiteError('endpoint-protocol', `${endpoint.name} speaks ${protocol}, not HTTP.`, { hint })
  }
  try {
    const answer = await sent(endpoint, message)
    return { status: answer.statusCode ?? 0, headers: headersOf(answer), body: await bodyOf(answer) }
  } catch (error) {
    throw error instanceof SuiteError ? error : silent(endpoint, message.signal, error)
  }
}

function sent(endpoint: Endpoint, message: HttpMessage): Promise<IncomingMessage> {
  const { path, method, headers, body = '', signal } = message
  const secure = endpoint.protocol === 'https'
  // A connection for each request: a device that restarted meanwhile must not meet an old one.
  const agent = secure ? new HttpsAgent({ rejectUnauthorized: !endpoint.anyCertificate }) : new HttpAgent()
  const url = urlOf(originOf(endpoint), path)
  const options = {
    method,
    headers: { 'content-length': Buffer.byteLength(body), ...headers },
    signal,
    agent,
  }
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)(url, options, resolve)
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

function urlOf(origin: string, path: string): URL {
  const url = new URL(path.startsWith('/') ? `${origin}${path}` : `${origin}/${path}`)
  if (url.origin === new URL(origin).origin) return url
  throw new SuiteError('endpoint-path', `"${path}" is no path.`, { hint: 'Write it from the root: /status' })
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

/** A body longer than this is not for a variable. */
const LONGEST_BODY = 64 * 1024 * 1024

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_BODY)
      throw new DeviceError('exchange-cut', 'The answer has more than 64 MiB: fetch it with a program.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
