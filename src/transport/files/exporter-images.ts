import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { LabError, messageOf } from '../../runtime/errors.ts'
import type { FoundImage, ImageExporters } from '../../runtime/fetching/exporter-image.ts'
import { secrets } from '../../runtime/secrets.ts'
import { IMAGES } from '../served/image-door.ts'
import { openVerifiedSocket } from '../tls/verified-socket.ts'
import { type Address, OPENING_MS } from '../wire/web-socket.ts'

/** Another exporter may have to read a large image for its digest before it says what it has. */
const LOOKING_MS = 5 * 60_000
/** One that says nothing more for so long is taken as gone. */
const SILENT_MS = 20_000

/** The way to other exporters, by the names that this machine gives them. Rejects with LabErrors and SuiteErrors. */
export function exporterImages(addressOf: (name: string) => Promise<Address>): ImageExporters {
  return {
    find: async (exporter, image, signal) => {
      const door = { exporter, image, signal, address: await addressOf(exporter) }
      if (door.address.token !== undefined) secrets.add(door.address.token)
      const response = await ask(door, 'HEAD', LOOKING_MS)
      response.resume()
      if (response.statusCode === 404) return undefined
      return found(door, response)
    },
  }
}

/** An image of another exporter, and how that is reached. */
interface Door {
  readonly exporter: string
  readonly image: string
  readonly signal: AbortSignal
  readonly address: Address
}

function found(door: Door, { statusCode, headers }: IncomingMessage): FoundImage {
  const [, sha256] = /^"([0-9a-f]{64})"$/.exec(headers.etag ?? '') ?? []
  const length = Number(headers['content-length'] ?? Number.NaN)
  if (statusCode !== 200 || sha256 === undefined || !Number.isSafeInteger(length))
    throw unexpected(door, statusCode)
  return { sha256, length, read: (from) => (from === length ? nothing() : read(door, sha256, from)) }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* read(door: Door, sha256: string, from: number): AsyncGenerator<Uint8Array> {
  const headers = { range: `bytes=${from}-`, 'if-match': `"${sha256}"` }
  const response = await ask(door, 'GET', SILENT_MS, headers)
  try {
    if (response.statusCode === 412) throw changed(door)
    if (response.statusCode !== 206) throw unexpected(door, response.statusCode)
    for await (const chunk of response) yield chunk as Uint8Array
  } finally {
    response.destroy()
  }
}

/** Sends a request and waits for the head of its answer; the certificate is looked at before the token leaves. */
async function ask(
  door: Door,
  method: 'HEAD' | 'GET',
  patience: number,
  more: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> {
  const { address, image, signal, exporter } = door
  const { token } = address
  try {
    const path = `${IMAGES}${image.split('/').map(encodeURIComponent).join('/')}`
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const asked = request({
      ...{ method, path, signal, headers: { ...authorization, ...more } },
      ...(await wayTo(address, signal)),
    })
    asked.setTimeout(patience, () => asked.destroy(new Error(`it said nothing for ${patience / 1000} s`)))
    asked.end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    if (response.statusCode !== 401) return response
    response.destroy()
    throw refused(exporter)
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof LabError ? error : away(door, error)
  }
}

/** How a request finds to the exporter. */
async function wayTo({ url, trust }: Address, signal: AbortSignal): Promise<object> {
  const [, socketPath] = /^ws\+unix:(.+):\/$/.exec(url) ?? []
  if (socketPath !== undefined) return { socketPath, agent: false }
  const where = new URL(url)
  const host = where.hostname.replace(/^\[|\]$/g, '')
  const port = where.port === '' ? 80 : Number(where.port)
  if (where.protocol !== 'wss:') return { host, port, agent: false }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(OPENING_MS)])
  const secured = await openVerifiedSocket(where, trust, limit)
  return { host, createConnection: () => secured }
}

function refused(exporter: string): LabError {
  return new LabError('token-refused', `The exporter "${exporter}" does not let this one in.`, {
    hint: 'On the machine of the bench, give its context the right token: hil context add NAME URL --token-file FILE',
  })
}

function away({ exporter }: Door, cause: unknown): LabError {
  return new LabError('fetch-failed', `The exporter "${exporter}" does not answer: ${messageOf(cause)}.`, {
    cause,
    hint: 'Is it running, and is the address right that its context has on the machine of the bench?',
  })
}

function changed({ exporter, image }: Door): LabError {
  const message = `The image "${image}" of the exporter "${exporter}" changed while it was fetched.`
  return new LabError('fetch-failed', message, { hint: 'Wait until what writes it is done.' })
}

function unexpected({ exporter, image }: Door, status: number | undefined): LabError {
  const message = `The exporter "${exporter}" answers ${status ?? 'nothing'} where the image "${image}" was expected.`
  return new LabError('fetch-failed', message, { hint: 'Is it an exporter, and one that offers images?' })
}
