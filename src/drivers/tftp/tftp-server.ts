import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import type { RequestLog } from '../file-servers/request-log.ts'
import { cannotListen, clientAddress } from '../file-servers/serving-address.ts'
import type { StagedFile, StagedFiles } from '../file-servers/staged-files.ts'
import { toNetascii } from './netascii.ts'
import { sendFile } from './send-file.ts'
import { agreeOn } from './tftp-options.ts'
import { type ClientPacket, errorPacket, parsePacket, TFTP_ERRORS } from './tftp-packet.ts'

/** Where the server listens, and how long it waits for an answer before it sends again. */
export interface TftpPlace {
  readonly address: string
  readonly port: number
  readonly patience: number
}

type ReadRequest = Extract<ClientPacket, { kind: 'request' }>

/** A TFTP server that offers staged files; it takes none. */
export class TftpServer implements AsyncDisposable {
  readonly #socket: Socket
  readonly #place: TftpPlace
  readonly #files: StagedFiles
  readonly #log: RequestLog
  readonly #closing = new AbortController()
  /** Transfers that go on, by the client's address: a request that is sent again must not start a second. */
  readonly #transfers = new Map<string, Promise<void>>()

  private constructor(place: TftpPlace, files: StagedFiles, log: RequestLog) {
    this.#place = place
    this.#files = files
    this.#log = log
    this.#socket = createSocket(isIPv6(place.address) ? 'udp6' : 'udp4')
    this.#socket.on('message', (packet, client) => this.#take(packet, client))
  }

  static async open(place: TftpPlace, files: StagedFiles, log: RequestLog): Promise<TftpServer> {
    const server = new TftpServer(place, files, log)
    server.#socket.bind(place.port, place.address)
    try {
      await once(server.#socket, 'listening')
    } catch (error) {
      throw cannotListen('The TFTP server', place, error as Error)
    }
    server.#socket.on('error', () => {}) // answers to a client that is gone
    return server
  }

  get port(): number {
    return this.#socket.address().port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    await Promise.all(this.#transfers.values())
    await new Promise<void>((resolve) => this.#socket.close(resolve))
  }

  #take(packet: Buffer, client: RemoteInfo): void {
    const request = parsePacket(packet)
    const key = `${client.address} ${client.port}`
    if (request?.kind !== 'request' || this.#transfers.has(key)) return
    const transfer = this.#answer(request, client).finally(() => this.#transfers.delete(key))
    this.#transfers.set(key, transfer)
  }

  async #answer(request: ReadRequest, client: RemoteInfo): Promise<void> {
    const name = request.name.replace(/^\/+/, '')
    const seen = { client: clientAddress(client.address), name }
    const refuse = (outcome: 'missing' | 'refused', code: number, why: string) => {
      this.#socket.send(errorPacket(code, why), client.port, client.address)
      this.#log.add({ ...seen, outcome, bytes: 0 })
    }
    if (request.writes) return refuse('refused', TFTP_ERRORS.access, 'this server takes no files')
    if (request.mode !== 'octet' && request.mode !== 'netascii')
      return refuse('refused', TFTP_ERRORS.illegal, `unknown mode ${request.mode}`)
    const file = this.#files.find(name)
    if (file === undefined) return refuse('missing', TFTP_ERRORS.notFound, `no file ${name}`)
    // A file that was removed meanwhile cannot be opened; the client hears nothing and gives up.
    const sent = await this.#send(file, request, client).catch(() => ({ complete: false, bytes: 0 }))
    this.#log.add({ ...seen, outcome: sent.complete ? 'complete' : 'broken', bytes: sent.bytes })
  }

  async #send(file: StagedFile, { mode, options }: ReadRequest, client: RemoteInfo) {
    const { address, patience } = this.#place
    const { signal } = this.#closing
    await using content = await openContent(file, mode)
    const terms = agreeOn(options, { size: content.size, patience })
    return await sendFile({ terms, size: content.size, client, address, read: content.read, signal })
  }
}

interface Content extends AsyncDisposable {
  readonly size: number
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>
}

/** A block is small; the file is read in larger pieces. */
const READ_AHEAD = 256 * 1024

async function openContent(file: StagedFile, mode: string): Promise<Content> {
  if (mode === 'netascii') {
    const text = toNetascii(await readFile(file.path))
    const read = (offset: number, length: number) => text.subarray(offset, offset + length)
    return { size: text.length, read, [Symbol.asyncDispose]: async () => {} }
  }
  const handle = await open(file.path)
  let ahead = { from: 0, data: Buffer.alloc(0) }
  const read = async (from: number, length: number) => {
    const { bytesRead, buffer } = await handle.read(
      Buffer.alloc(Math.max(length, READ_AHEAD)),
      0,
      undefined,
      from,
    )
    ahead = { from, data: buffer.subarray(0, bytesRead) }
    return ahead.data.subarray(0, length)
  }
  return {
    size: file.bytes,
    read: (offset, length) => {
      const start = offset - ahead.from
      const isAhead = start >= 0 && start + length <= ahead.data.length
      return isAhead ? ahead.data.subarray(start, start + length) : read(offset, length)
    },
    [Symbol.asyncDispose]: () => handle.close(),
  }
}
