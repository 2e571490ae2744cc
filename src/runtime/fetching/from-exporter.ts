import { HilError, LabError, messageOf, SuiteError } from '../errors.ts'
import { checksumMismatch } from '../files/checksum-mismatch.ts'
import type { Wanted } from './download.ts'
import { type FoundImage, parseExporterUrl } from './exporter-image.ts'
import { fetchFailed } from './fetch-failed.ts'
import type { FetchSource } from './fetch-source.ts'

/** Fetches an image of another exporter into the store, going on where it stopped before; resolves to its SHA-256. */
export async function takeFromExporter({ url, sha256, most }: Wanted, source: FetchSource): Promise<string> {
  const { store, signal, exporters } = source
  const { exporter, image } = parseExporterUrl(url)
  if (exporters === undefined) throw fetchFailed(url, 'this bench reaches no other exporters')
  const found = await exporters.find(exporter, image, signal)
  if (found === undefined) throw notOffered(exporter, image)
  if (sha256 !== undefined && found.sha256 !== sha256) throw checksumMismatch(url, sha256, found.sha256)
  if (most !== undefined && found.length > most) throw fetchFailed(url, `it has more than ${most} bytes`)
  if (!(await store.has(found.sha256, found.length))) await take(url, found, source)
  return found.sha256
}

async function take(url: string, found: FoundImage, { store, signal, progress }: FetchSource): Promise<void> {
  const { sha256, length } = found
  await using incoming = await store.receive({ sha256, length }, (expected, got) =>
    damaged(url, expected, got),
  )
  const { name: file } = parseExporterUrl(url)
  try {
    for await (const chunk of found.read(incoming.have)) {
      await incoming.append([chunk])
      progress?.({ step: 'fetch', file, bytes: incoming.have, length })
    }
    if (incoming.have < length) throw new Error('the other exporter said no more')
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw error instanceof HilError ? error : brokeOff(url, { have: incoming.have, length, error })
  }
  await incoming.finish()
}

interface Break {
  readonly have: number
  readonly length: number
  readonly error: unknown
}

function brokeOff(url: string, { have, length, error }: Break): LabError {
  const message = `${url} broke off after ${have} of ${length} bytes: ${messageOf(error)}.`
  return new LabError('fetch-failed', message, {
    cause: error,
    hint: 'What came is kept: flash again, and it goes on there.',
  })
}

function damaged(url: string, expected: string, got: string): LabError {
  const message = `${url} arrived damaged: expected SHA-256 ${expected}, got ${got}.`
  return new LabError('transfer-damaged', message, {
    hint: 'It was not kept. If it happens again, the copy on that exporter is damaged.',
  })
}

function notOffered(exporter: string, image: string): SuiteError {
  const isDigest = /^[0-9a-f]{64}$/.test(image)
  const what = isDigest ? `keeps no file with the SHA-256 ${image}` : `offers no image "${image}"`
  return new SuiteError('image-not-offered', `The exporter "${exporter}" ${what}.`, {
    hint: isDigest
      ? 'Flash it there once, or put it into its folder of images: hil exporter serve --images FOLDER'
      : 'It offers the files below the folder that it was given: hil exporter serve --images FOLDER',
  })
}
