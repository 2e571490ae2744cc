import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf, SuiteError } from '../errors.ts'
import { checksumMismatch } from '../files/checksum-mismatch.ts'
import { fileParameters, NO_FILE } from '../files/file-parameter.ts'
import type { LentFile } from '../files/file-store.ts'
import { hashFile } from '../files/hash-file.ts'
import type { CallMember } from '../interface.ts'
import { isExporterUrl } from './exporter-image.ts'
import { fetchBeside } from './fetch-beside.ts'
import { fetchFile, isUrl } from './fetch-file.ts'
import type { FetchSource } from './fetch-source.ts'

type ParametersByName = Readonly<Record<string, unknown>>

/** Parameters of a call whose files are paths on this machine, as long as the call runs. */
export interface ResolvedFiles extends AsyncDisposable {
  readonly params: Record<string, unknown>
}

/** Where files come from. */
interface FileSource extends FetchSource {
  /** Where relative paths start. */
  readonly directory: string
}

/** True if a member takes files: only then there is something to resolve. */
export function takesFiles(member: CallMember): boolean {
  return fileParameters(member).files.length > 0
}

/** Fetches the files of a call that are URLs, and holds every file to its checksum. */
export async function resolveFiles(
  member: CallMember,
  given: ParametersByName,
  source: FileSource,
): Promise<ResolvedFiles> {
  const { files, checksum, beside } = fileParameters(member)
  const lent = new Map<string, LentFile>()
  const params = { ...given }
  const close = async () => {
    for (const file of lent.values()) await file[Symbol.asyncDispose]()
  }
  try {
    for (const [index, name] of files.entries()) {
      const value = given[name]
      if (typeof value !== 'string' || value === NO_FILE) continue
      // What lies beside an image says by itself whether it fits to it.
      const sum =
        name in beside ? NO_FILE : index === 0 && checksum !== undefined ? given[checksum] : undefined
      const file = await resolved(value, typeof sum === 'string' ? sum : undefined, source)
      if (file === undefined) continue
      lent.set(name, file)
      params[name] = file.path
    }
    for (const [name, { of, ending }] of Object.entries(beside)) {
      const file = lent.get(of)
      if (file !== undefined && given[name] === undefined)
        await fetchBeside(String(given[of]), { ending, lent: file }, source)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { params, [Symbol.asyncDispose]: close }
}

/** The file of a URL, lent; undefined for one that lies on this machine and has its checksum. */
async function resolved(
  value: string,
  sha256: string | undefined,
  source: FileSource,
): Promise<LentFile | undefined> {
  const checked = sha256 === NO_FILE ? undefined : sha256
  if (isUrl(value)) {
    if (sha256 === undefined && !isExporterUrl(value)) throw checksumNeeded(value)
    return fetchFile(value, checked, source)
  }
  if (checked !== undefined) await checkFile(resolve(source.directory, value), checked, source.signal)
  return undefined
}

/** What comes from anywhere is checked unless the suite says that it need not be; an exporter says what it has. */
function checksumNeeded(url: string): SuiteError {
  return new SuiteError('checksum-needed', `${url} is fetched only with a checksum.`, {
    hint: 'Add sha256=… with the one its publisher names, or sha256=none to take whatever comes.',
  })
}

async function checkFile(path: string, sha256: string, signal: AbortSignal): Promise<void> {
  const handle = await open(path).catch((cause) => {
    throw new SuiteError('file-not-found', `Cannot read ${path}: ${messageOf(cause)}`, { cause })
  })
  try {
    const got = await hashFile(handle, { signal })
    if (got !== sha256) throw checksumMismatch(path, sha256, got)
  } finally {
    await handle.close()
  }
}
