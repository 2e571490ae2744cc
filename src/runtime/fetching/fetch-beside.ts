import { withDeadline } from '../deadline.ts'
import type { LentFile } from '../files/file-store.ts'
import { namesBeside } from './beside.ts'
import { download } from './download.ts'
import { isExporterUrl, parseExporterUrl } from './exporter-image.ts'
import { nameIn } from './fetch-file.ts'
import type { FetchSource } from './fetch-source.ts'
import { takeFromExporter } from './from-exporter.ts'

/** A neighbour is a small file that is there at once, or is done without. */
const MOST = 16 * 1024 * 1024
const FETCH_MS = 5000

/** Fetches what lies beside the file of a URL, if anything does, and puts it beside the file that is lent. */
export async function fetchBeside(
  url: string,
  { ending, lent }: { readonly ending: string; readonly lent: LentFile },
  source: FetchSource,
): Promise<void> {
  using deadline = withDeadline(FETCH_MS, source.signal, `looking beside ${url}`)
  for (const [neighbour, name] of urlsBeside(url, ending)) {
    const wanted = { url: neighbour, most: MOST }
    const waited = { store: source.store, exporters: source.exporters, signal: deadline.signal }
    const take = isExporterUrl(neighbour) ? takeFromExporter : download
    // A server may say in many ways that it has none; the whole image is right, too.
    const sha256 = await take(wanted, waited).catch(() => undefined)
    source.signal.throwIfAborted()
    if (sha256 !== undefined) return lent.addBeside(sha256, name)
  }
}

/** Where something may lie beside the file of a URL, and what it is called then. */
function urlsBeside(url: string, ending: string): [string, string][] {
  if (isExporterUrl(url) && parseExporterUrl(url).sha256 !== undefined) return []
  const [, path = url, query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(url) ?? []
  const slash = path.lastIndexOf('/')
  const known = isExporterUrl(url) ? parseExporterUrl(url).name : nameIn(url)
  const names = namesBeside(known, ending)
  return namesBeside(path.slice(slash + 1), ending).map((name, index) => [
    `${path.slice(0, slash + 1)}${name}${isExporterUrl(url) ? '' : query}`,
    names[index] ?? name,
  ])
}
