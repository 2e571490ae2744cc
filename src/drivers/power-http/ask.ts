import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { authorization } from './authorization.ts'

/** A question to an HTTP server. */
export interface Question {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** Who asks, and whom to trust. */
export interface Asking {
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** True takes any certificate. */
  readonly insecure: boolean
  readonly signal: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly statusText: string
  readonly text: string
}

interface RawAnswer extends Answer {
  readonly challenges: string
}

/** No switch says more; who does is cut off here. */
const LONGEST_ANSWER = 1_048_576

/** Asks; says who asks only to a server that wants to know, in the way that it wants. */
export async function ask(question: Question, asking: Asking): Promise<Answer> {
  const answer = await send(question, asking)
  const { username, password = '' } = asking
  if (answer.status !== 401 || username === undefined) return answer
  const header = authorization(answer.challenges, { username, password, question })
  if (header === undefined) return answer
  return send({ ...question, headers: { ...question.headers, authorization: header } }, asking)
}

function send({ method, url, headers, body }: Question, { insecure, signal }: Asking): Promise<RawAnswer> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const options = {
    ...{ method, headers: { ...headers, ...length }, signal, agent: false },
    ...{ rejectUnauthorized: !insecure },
  }
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(signal.aborted ? signal.reason : error)
    const request = (url.protocol === 'https:' ? secure : plain)(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('error', failed)
      response.on('data', (part: string) => {
        text += part
        if (text.length > LONGEST_ANSWER) request.destroy(new Error('the answer is longer than 1 MiB'))
      })
      response.on('end', () => {
        const { statusCode: status = 0, statusMessage: statusText = '' } = response
        resolve({ status, statusText, text, challenges: response.headers['www-authenticate'] ?? '' })
      })
    })
    request.on('error', failed).end(body)
  })
}
