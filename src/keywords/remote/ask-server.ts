import { spawnSync } from 'node:child_process'
import { SuiteError } from '../../runtime/errors.ts'
import { type Response, readResponse } from './read-response.ts'
import { writeCall } from './write-call.ts'

/** How long a server may take to describe its keywords, in milliseconds. */
const ASK_MS = 5000

/** Sends the requests that come in one after the other, and prints the answers. */
const CHILD = `
const { url, bodies } = JSON.parse(require('fs').readFileSync(0, 'utf8'))
const { request, Agent } = require(url.startsWith('https:') ? 'https' : 'http')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const post = (body) => new Promise((resolve, reject) => {
  const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) } }, (answer) => {
    let text = ''
    answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () =>
      answer.statusCode === 200 ? resolve(text) : reject(new Error('HTTP status ' + answer.statusCode)))
  })
  sent.on('error', reject).end(body)
})
;(async () => {
  const texts = []
  for (const body of bodies) texts.push(await post(body))
  process.stdout.write(JSON.stringify({ texts }), () => process.exit(0))
})().catch((error) => process.stdout.write(JSON.stringify({ error: error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message || String(error) }), () => process.exit(0)))
`

/** A method of the server and what it is given. */
export type Question = readonly [method: string, ...params: readonly unknown[]]

/**
 * Asks a server while a suite is bound, which nobody can wait for: a process of its own sends the questions, for a
 * bounded time. Throws a SuiteError if the server cannot be reached.
 */
export function askServer(url: string, questions: readonly Question[]): Response[] {
  const bodies = questions.map(([method, ...params]) => writeCall(method, params))
  const { stdout, error } = spawnSync(process.execPath, ['-e', CHILD], {
    input: JSON.stringify({ url, bodies }),
    encoding: 'utf8',
    timeout: ASK_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: {},
  })
  if (error !== undefined || stdout === '') throw unreachable(url, `no answer in ${ASK_MS / 1000} s`)
  const answer = JSON.parse(stdout) as { texts?: readonly string[]; error?: string }
  if (answer.texts === undefined) throw unreachable(url, answer.error ?? 'no answer')
  return answer.texts.map(readResponse)
}

function unreachable(url: string, reason: string): SuiteError {
  return new SuiteError('remote-unreachable', `Connecting remote server at ${url} failed: ${reason}`, {
    hint: 'Is the server running, and is this its address? Its keywords are asked for before anything runs.',
  })
}
