import { SuiteError } from '../errors.ts'

/** An image that another exporter has, as a URL names it: `exporter://NAME/PATH` or `exporter://NAME/SHA256/FILE`. */
export interface ExporterImage {
  /** How the machine of the bench calls that exporter. */
  readonly exporter: string
  /** What the exporter calls the image: a path in its folder, or a SHA-256. */
  readonly image: string
  /** Its SHA-256, where the URL says it. */
  readonly sha256?: string
  /** The name that the driver knows it by. */
  readonly name: string
}

/** An image that another exporter offers. */
export interface FoundImage {
  readonly sha256: string
  readonly length: number
  /** Its bytes from a place on. */
  read(from: number): AsyncIterable<Uint8Array>
}

/** The way to other exporters. */
export interface ImageExporters {
  /** Asks an exporter for an image; undefined if it has none of that name. Rejects with a HilError. */
  find(exporter: string, image: string, signal: AbortSignal): Promise<FoundImage | undefined>
}

/** True for an image of another exporter. */
export function isExporterUrl(text: string): boolean {
  return /^exporter:\/\//i.test(text)
}

/** Takes the URL of an image of another exporter apart; a SuiteError says how one is written. */
export function parseExporterUrl(url: string): ExporterImage {
  const [, exporter = '', path = ''] = /^exporter:\/\/([\w.-]+)\/(.+)$/i.exec(url) ?? []
  const parts = path.split('/').map(decoded)
  const [first = '', second] = parts
  const name = parts.at(-1) ?? ''
  if (exporter === '' || parts.length === 0 || parts.includes('')) throw noExporterUrl(url)
  if (!/^[0-9a-f]{64}$/i.test(first)) return { exporter, image: parts.join('/'), name }
  if (parts.length > 2) throw noExporterUrl(url)
  const sha256 = first.toLowerCase()
  return { exporter, image: sha256, sha256, name: second ?? sha256 }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function noExporterUrl(url: string): SuiteError {
  return new SuiteError('wrong-argument', `"${url}" names no image of an exporter.`, {
    hint: 'As in exporter://NAME/disk.img or exporter://NAME/SHA256/disk.img, NAME being a context of the machine of the bench.',
  })
}
