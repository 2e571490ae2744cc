import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { messageOf } from '../../runtime/errors.ts'
import type { OfferedFile, OfferedFiles } from '../../runtime/files/offered-files.ts'
import type { ExporterListener } from '../exporter/exporter-event.ts'
import { mayEnter } from './access-token.ts'

/** Where the images of an exporter begin. */
export const IMAGES = '/images/'

/** Files are read in such pieces. */
const PIECE = 1024 * 1024
/** Who takes nothing for so long is hung up on. */
const STALLED_MS = 5 * 60_000

/** What a door for images has behind it. */
export interface ImageDoor {
  /** What others must show; anybody is let in without it. */
  readonly token?: string | undefined
  /** What there is; nothing without it. */
  readonly offered?: OfferedFiles | undefined
  readonly event?: ExporterListener | undefined
}

/** Answers requests that are no WebSocket: other exporters that want an image, with the token as any client. */
export async function answerImages(
  request: IncomingMessage,
  response: ServerResponse,
  { token, offered, event }: ImageDoor,
): Promise<void> {
  const who = request.socket.remoteAddress ?? 'this machine'
  response.setHeader('connection', 'close')
  if (!mayEnter(request.headers.authorization, token)) {
    event?.({ kind: 'refused', reason: 'token', message: `A request of ${who} did not show the token.` })
    return void response.writeHead(401).end()
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end()
  const image = imageIn(request.url)
  const over = new AbortController()
  response.once('close', () => over.abort())
  response.setTimeout(STALLED_MS, () => response.destroy())
  try {
    await using file = image === undefined ? undefined : await offered?.open(image, over.signal)
    if (file === undefined || image === undefined) return void response.writeHead(404).end()
    const sent = await send(file, request, response)
    if (sent > 0) event?.({ kind: 'image-sent', image, to: who, bytes: sent })
  } catch (error) {
    if (!over.signal.aborted)
      event?.({ kind: 'trouble', message: `An image could not be sent: ${messageOf(error)}` })
    response.destroy()
  }
}

/** Sends what the request wants of a file; resolves to the number of bytes. */
async function send(file: OfferedFile, request: IncomingMessage, response: ServerResponse): Promise<number> {
  const { handle, length, sha256 } = file
  const [, begin] = /^bytes=(\d{1,15})-$/.exec(request.headers.range ?? '') ?? []
  const start = Number(begin ?? 0)
  const head = { etag: `"${sha256}"`, 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream' }
  const expected = request.headers['if-match']
  if (expected !== undefined && expected !== head.etag) return nothing(response, 412)
  if (start > length) return nothing(response, 416)
  response.writeHead(begin === undefined ? 200 : 206, {
    ...head,
    'content-length': length - start,
    ...rangeOf(file, begin),
  })
  if (request.method === 'HEAD' || start === length) {
    response.end()
    return 0
  }
  const end = length - 1
  await pipeline(handle.createReadStream({ start, end, highWaterMark: PIECE, autoClose: false }), response)
  return length - start
}

function rangeOf({ length }: OfferedFile, begin: string | undefined): Record<string, string> {
  return begin === undefined ? {} : { 'content-range': `bytes ${begin}-${length - 1}/${length}` }
}

function nothing(response: ServerResponse, status: number): number {
  response.writeHead(status).end()
  return 0
}

/** The name of the image that a request is about; undefined if it is about none. */
function imageIn(url = ''): string | undefined {
  const [path = ''] = url.split('?')
  if (!path.startsWith(IMAGES)) return undefined
  try {
    return decodeURIComponent(path.slice(IMAGES.length))
  } catch {
    return undefined
  }
}
