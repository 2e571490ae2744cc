import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { LabError, messageOf } from '../../runtime/errors.ts'
import { type Response, readResponse } from './read-response.ts'
import { writeCall } from './write-call.ts'

/** Where a call goes, and how long it may take. */
export interface CallOptions {
  readonly url: string
  readonly signal: AbortSignal
  /** Milliseconds without a byte from the server; no limit if left out. */
  readonly timeout?: number | undefined
}

/** Calls a method of a server. Throws a LabError, in Robot's words, if the connection breaks. */
export async function callServer(
  method: string,
  params: readonly unknown[],
  options: CallOptions,
): Promise<Response> {
  const body = writeCall(method, params)
  const text = await post(body, options)
  try {
    return readResponse(text)
  } catch (error) {
    const reason = `Original error was: ${messageOf(error)}`
    const cause =
      'Most often this happens when the return value contains characters that are not valid in XML.'
    throw new LabError('remote-answer', `Processing XML-RPC return value failed. ${cause} ${reason}`)
  }
}

function post(body: string, { url, signal, timeout }: CallOptions): Promise<string> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest
  const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, signal }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject)
      answer.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    })
    if (timeout !== undefined) sent.setTimeout(timeout, () => sent.destroy(new Error('timed out')))
    sent.on('error', (error) => reject(signal.aborted ? signal.reason : broken(error))).end(body)
  })
}

function broken(error: Error): LabError {
  const refused = 'code' in error && error.code === 'ECONNREFUSED'
  const reason = refused ? '[Errno 111] Connection refused' : error.message
  return new LabError('remote-broken', `Connection to remote server broken: ${reason}`, { cause: error })
}
