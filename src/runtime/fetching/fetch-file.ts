import { stat } from 'node:fs/promises'
import { isDeadline, withDeadline } from '../deadline.ts'
import type { LentFile } from '../files/file-store.ts'
import { download, type Wanted } from './download.ts'
import { isExporterUrl, parseExporterUrl } from './exporter-image.ts'
import { fetchFailed } from './fetch-failed.ts'
import type { FetchSource } from './fetch-source.ts'
import { takeFromExporter } from './from-exporter.ts'

/** How long a download may take. */
const FETCH_MS = 30 * 60_000

/** True for what is fetched rather than read. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) || isExporterUrl(text)
}

/** Fetches a file into the store, unless one with that checksum is there, and lends it. */
export async function fetchFile(
  url: string,
  sha256: string | undefined,
  source: FetchSource,
): Promise<LentFile> {
  const { store } = source
  const isExported = isExporterUrl(url)
  const wanted = isExported ? parseExporterUrl(url) : { name: nameIn(url) }
  const known = sha256 ?? ('sha256' in wanted ? wanted.sha256 : undefined)
  if (known !== undefined && (await store.has(known))) return store.lend(known, wanted.name)
  using deadline = withDeadline(FETCH_MS, source.signal, `fetching ${url}`)
  const waited = { ...source, signal: deadline.signal }
  try {
    const one: Wanted = { url, ...(known === undefined ? {} : { sha256: known }) }
    const found = await (isExported ? takeFromExporter(one, waited) : download(one, waited))
    const lent = await store.lend(found, wanted.name)
    const { size } = await stat(lent.path)
    source.progress?.({ step: 'there', file: wanted.name, bytes: size, length: size })
    return lent
  } catch (error) {
    if (source.signal.aborted) throw source.signal.reason
    if (isDeadline(deadline.signal.reason)) throw fetchFailed(url, `${deadline.signal.reason.message}.`)
    throw error
  }
}

/** The last part of the path of a URL, as a name. */
export function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
