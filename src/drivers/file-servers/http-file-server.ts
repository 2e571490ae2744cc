import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { type ByteRange, parseRange } from './http-range.ts'
import type { RequestLog } from './request-log.ts'
import { cannotListen, clientAddress } from './serving-address.ts'
import type { StagedFile, StagedFiles } from './staged-files.ts'

/** A request that is being answered. */
interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly client: string
}

/** An HTTP server that offers staged files, whole or in parts. */
export class HttpFileServer implements AsyncDisposable {
  readonly #server: Server
  readonly #files: StagedFiles
  readonly #log: RequestLog

  private constructor(files: StagedFiles, log: RequestLog) {
    this.#files = files
    this.#log = log
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async open(
    place: { readonly address: string; readonly port: number },
    files: StagedFiles,
    log: RequestLog,
  ): Promise<HttpFileServer> {
    const opened = new HttpFileServer(files, log)
    opened.#server.listen(place.port, place.address)
    try {
      await once(opened.#server, 'listening')
    } catch (error) {
      throw cannotListen('The HTTP server', place, error as Error)
    }
    return opened
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {})
    const name = nameOf(request)
    const client = clientAddress(request.socket.remoteAddress)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      this.#log.add({ client, name, outcome: 'refused', bytes: 0 })
      return end(response, 405, { allow: 'GET, HEAD' })
    }
    const file = this.#files.find(name)
    if (file !== undefined) return await this.#send(file, { request, response, client })
    this.#log.add({ client, name, outcome: 'missing', bytes: 0 })
    end(response, 404, {})
  }

  async #send(file: StagedFile, { request, response, client }: Exchange): Promise<void> {
    const ifRange = request.headers['if-range']
    const wanted = ifRange === undefined || ifRange === etagOf(file) ? request.headers.range : undefined
    const range = parseRange(wanted, file.bytes)
    if (range === 'outside') return end(response, 416, { 'content-range': `bytes */${file.bytes}` })
    const part = range === 'none' ? { first: 0, last: file.bytes - 1 } : range
    response.writeHead(range === 'none' ? 200 : 206, {
      ...headersOf(file),
      ...(range === 'none' ? {} : { 'content-range': `bytes ${part.first}-${part.last}/${file.bytes}` }),
      'content-length': part.last - part.first + 1,
    })
    if (request.method === 'HEAD') response.end()
    else this.#log.add({ client, name: file.name, ...(await stream(file.path, part, response)) })
  }
}

/**
 * Sends a part of a file; says how far it came. The answer ends with the last byte wanted, not when the file is closed:
 * a device may hang up as soon as it has everything.
 */
async function stream(path: string, { first, last }: ByteRange, response: ServerResponse) {
  const wanted = last - first + 1
  let bytes = 0
  const part = async function* () {
    if (wanted === 0) return
    for await (const chunk of createReadStream(path, { start: first, end: last })) {
      yield chunk
      bytes += chunk.length
      if (bytes === wanted) return
    }
  }
  try {
    await pipeline(part, response)
    return { outcome: 'complete', bytes } as const
  } catch {
    response.destroy()
    return { outcome: 'broken', bytes } as const
  }
}

function nameOf({ url = '/' }: IncomingMessage): string {
  const path = url.split('?')[0]?.replace(/^\/+/, '') ?? ''
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function etagOf({ sha256 }: StagedFile): string {
  return `"${sha256}"`
}

function headersOf(file: StagedFile): Record<string, string> {
  return { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes', etag: etagOf(file) }
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { ...headers, 'content-length': 0 })
  response.end()
}
