import { isDeadline, withDeadline } from '../deadline.ts'
import { HilError, LabError, messageOf } from '../errors.ts'
import { checksumMismatch } from './checksum-mismatch.ts'
import type { FileStore, LentFile } from './file-store.ts'

/** How long a download may take, and how often it may be sent elsewhere. */
const FETCH_MS = 30 * 60_000
const REDIRECTS = 5

/** Where files that are fetched go, and what gives the wait for them up. */
export interface FetchSource {
  readonly store: FileStore
  readonly signal: AbortSignal
}

/** True for what is fetched rather than read. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** Fetches a file into the store, unless one with that checksum is there, and lends it. */
export async function fetchFile(
  url: string,
  sha256: string | undefined,
  source: FetchSource,
): Promise<LentFile> {
  const { store } = source
  const name = nameIn(url)
  if (sha256 !== undefined && (await store.has(sha256))) return store.lend(sha256, name)
  using deadline = withDeadline(FETCH_MS, source.signal, `fetching ${url}`)
  try {
    return await store.lend(await download(url, sha256, { ...source, signal: deadline.signal }), name)
  } catch (error) {
    if (source.signal.aborted) throw source.signal.reason
    if (isDeadline(deadline.signal.reason)) throw failed(url, `${deadline.signal.reason.message}.`)
    throw error
  }
}

async function download(
  url: string,
  sha256: string | undefined,
  { store, signal }: FetchSource,
): Promise<string> {
  const response = await follow(url, signal)
  const length = lengthOf(response)
  await using incoming = await store.receive(
    { ...(sha256 === undefined ? {} : { sha256 }), ...(length === undefined ? {} : { most: length }) },
    (expected, got) => checksumMismatch(url, expected, got),
  )
  try {
    for await (const chunk of response.body ?? []) await incoming.append([chunk as Uint8Array])
  } catch (error) {
    throw error instanceof HilError ? error : failed(url, whyNot(error))
  }
  return await incoming.finish()
}

/** The answer at the end of a row of redirections. */
async function follow(first: string, signal: AbortSignal): Promise<Response> {
  let url = new URL(first)
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const response = await fetch(url, { signal, redirect: 'manual' }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : failed(first, whyNot(error))
    })
    if (response.ok) return response
    await response.body?.cancel()
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (to === null)
      throw failed(first, `the server answers ${response.status} ${response.statusText}`.trimEnd())
    const next = new URL(to, url)
    if (!isUrl(next.href) || (url.protocol === 'https:' && next.protocol !== 'https:'))
      throw failed(first, `it is sent on to ${next.href}, which is not followed`)
    url = next
  }
  throw failed(first, `it is sent on more than ${REDIRECTS} times`)
}

function lengthOf({ headers }: Response): number | undefined {
  // What is packed on the way has another length than the file.
  const text = headers.has('content-encoding') ? null : headers.get('content-length')
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}

function failed(url: string, why: string): LabError {
  return new LabError('fetch-failed', `${url} cannot be fetched: ${why.replace(/\.$/, '')}.`, {
    hint: 'The machine of the bench fetches it: can it reach that server?',
  })
}

/** What Node calls "fetch failed" has its reason behind it. */
function whyNot(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error)
}

function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
