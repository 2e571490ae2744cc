import { basename } from 'node:path/posix'
import { HilError, LabError, messageOf } from '../errors.ts'
import { checksumMismatch } from '../files/checksum-mismatch.ts'
import type { FetchSource } from './fetch-source.ts'

/** How often a download may be sent elsewhere. */
const REDIRECTS = 5

/** What is fetched. */
export interface Wanted {
  readonly url: string
  /** What it must have; whatever comes is taken without it. */
  readonly sha256?: string
  /** The most bytes that it may have. */
  readonly most?: number
}

/** Fetches a file over HTTP into the store; resolves to its SHA-256. */
export async function download(
  { url, sha256, most }: Wanted,
  { store, signal, progress }: FetchSource,
): Promise<string> {
  const response = await follow(url, signal)
  const length = lengthOf(response)
  await using incoming = await store.receive(
    { ...(sha256 === undefined ? {} : { sha256 }), ...(length === undefined ? {} : { most: length }) },
    (expected, got) => checksumMismatch(url, expected, got),
  )
  const file = basename(new URL(url).pathname)
  try {
    for await (const chunk of response.body ?? []) {
      await incoming.append([chunk as Uint8Array])
      if (most !== undefined && incoming.have > most) throw fetchFailed(url, `it has more than ${most} bytes`)
      progress?.({ step: 'fetch', file, bytes: incoming.have, length })
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw error instanceof HilError ? error : fetchFailed(url, whyNot(error))
  }
  return await incoming.finish()
}

/** The answer at the end of a row of redirections. */
async function follow(first: string, signal: AbortSignal): Promise<Response> {
  let url = new URL(first)
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const response = await fetch(url, { signal, redirect: 'manual' }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : fetchFailed(first, whyNot(error))
    })
    if (response.ok) return response
    await response.body?.cancel()
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (to === null)
      throw fetchFailed(first, `the server answers ${response.status} ${response.statusText}`.trimEnd())
    const next = new URL(to, url)
    if (!/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol !== 'https:'))
      throw fetchFailed(first, `it is sent on to ${next.href}, which is not followed`)
    url = next
  }
  throw fetchFailed(first, `it is sent on more than ${REDIRECTS} times`)
}

function lengthOf({ headers }: Response): number | undefined {
  // What is packed on the way has another length than the file.
  const text = headers.has('content-encoding') ? null : headers.get('content-length')
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}

/** The error for a file that could not be fetched. */
export function fetchFailed(url: string, why: string): LabError {
  return new LabError('fetch-failed', `${url} cannot be fetched: ${why.replace(/\.$/, '')}.`, {
    hint: 'The machine of the bench fetches it: can it reach that server?',
  })
}

/** What Node calls "fetch failed" has its reason behind it. */
function whyNot(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error)
}
