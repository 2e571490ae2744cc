import { basename } from 'node:path/posix'
import { sleep } from '../deadline.ts'
import { HilError } from '../errors.ts'
import { checksumMismatch } from '../files/checksum-mismatch.ts'
import type { IncomingFile } from '../files/incoming-file.ts'
import { BrokenOff, fetchFailed } from './fetch-failed.ts'
import type { FetchSource } from './fetch-source.ts'
import { followRedirects } from './follow-redirects.ts'

/** How often a connection that broke in the middle is made again, and how long is waited before, times the attempt. */
const ATTEMPTS = 5
const PAUSE_MS = 200

/** What is fetched. */
export interface Wanted {
  readonly url: string
  /** What it must have; whatever comes is taken without it. */
  readonly sha256?: string
  /** The most bytes that it may have. */
  readonly most?: number
}

/** Fetches a file over HTTP into the store, and goes on where a connection broke; resolves to its SHA-256. */
export async function download(wanted: Wanted, source: FetchSource): Promise<string> {
  await using fetching = new Download(wanted, source)
  const { signal } = source
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetching.goOn()
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (error instanceof HilError) throw error
      const broken = error instanceof BrokenOff ? error : new BrokenOff(error)
      if (!fetching.hasBegun || attempt === ATTEMPTS) throw fetchFailed(wanted.url, whyNot(broken, attempt))
      await sleep(PAUSE_MS * attempt, { signal })
    }
  }
}

function whyNot({ message }: BrokenOff, attempt: number): string {
  return attempt === 1 ? message : `${message}, ${attempt} times`
}

class Download implements AsyncDisposable {
  readonly #wanted: Wanted
  readonly #source: FetchSource
  #incoming: IncomingFile | undefined
  /** Names the version of the file, so that the rest is not of another one; undefined if the server has no name for it. */
  #version: string | undefined
  #length: number | undefined

  constructor(wanted: Wanted, source: FetchSource) {
    this.#wanted = wanted
    this.#source = source
  }

  /** True if the server has answered once. */
  get hasBegun(): boolean {
    return this.#incoming !== undefined
  }

  /** Fetches what is not there yet, from the beginning if the server cannot go on elsewhere. */
  async goOn(): Promise<string> {
    const { url, most } = this.#wanted
    const { signal, progress } = this.#source
    const response = await followRedirects(url, { signal, headers: this.#headers() })
    const incoming = this.#continues(response) ?? (await this.#begin(response))
    const file = basename(new URL(url).pathname)
    for await (const chunk of response.body ?? []) {
      await incoming.append([chunk as Uint8Array])
      if (most !== undefined && incoming.have > most) throw fetchFailed(url, `it has more than ${most} bytes`)
      progress?.({ step: 'fetch', file, bytes: incoming.have, length: this.#length })
    }
    return await incoming.finish()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#incoming?.[Symbol.asyncDispose]()
  }

  #headers(): Readonly<Record<string, string>> {
    const have = this.#incoming?.have ?? 0
    if (have === 0 || this.#version === undefined) return {}
    return { range: `bytes=${have}-`, 'if-range': this.#version, 'accept-encoding': 'identity' }
  }

  /** What came before, if the answer is the rest of it. */
  #continues({ status, headers }: Response): IncomingFile | undefined {
    if (status !== 206) return undefined
    const from = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]
    if (this.#incoming !== undefined && Number(from) === this.#incoming.have) return this.#incoming
    throw fetchFailed(this.#wanted.url, 'the server answers with another part than the one it was asked for')
  }

  async #begin(response: Response): Promise<IncomingFile> {
    const { url, sha256 } = this.#wanted
    await this.#incoming?.[Symbol.asyncDispose]()
    const length = lengthOf(response)
    this.#length = length
    this.#version = versionOf(response)
    this.#incoming = await this.#source.store.receive(
      { ...(sha256 === undefined ? {} : { sha256 }), ...(length === undefined ? {} : { most: length }) },
      (expected, got) => checksumMismatch(url, expected, got),
    )
    return this.#incoming
  }
}

function lengthOf({ headers }: Response): number | undefined {
  // What is packed on the way has another length than the file.
  const text = headers.has('content-encoding') ? null : headers.get('content-length')
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}

/** A weak name may stand for other bytes, and of what is packed on the way nobody knows where it broke. */
function versionOf({ headers }: Response): string | undefined {
  if (headers.has('content-encoding')) return undefined
  const tag = headers.get('etag')
  const version = tag?.startsWith('W/') === false ? tag : headers.get('last-modified')
  return version ?? undefined
}
