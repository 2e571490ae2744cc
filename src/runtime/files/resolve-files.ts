import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf, SuiteError } from '../errors.ts'
import type { CallMember } from '../interface.ts'
import { checksumMismatch } from './checksum-mismatch.ts'
import { type FetchSource, fetchFile, isUrl } from './fetch-file.ts'
import { fileParameters } from './file-parameter.ts'
import type { LentFile } from './file-store.ts'
import { hashFile } from './hash-file.ts'

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
  const { files, checksum } = fileParameters(member)
  const lent: LentFile[] = []
  const params = { ...given }
  const sums = checksum === undefined ? [] : [given[checksum]]
  for (const [index, name] of files.entries()) {
    const value = given[name]
    if (typeof value !== 'string') continue
    const sha256 = typeof sums[index] === 'string' ? sums[index] : undefined
    if (isUrl(value)) {
      const file = await fetchFile(value, checkedBy(value, sha256), source)
      lent.push(file)
      params[name] = file.path
    } else if (sha256 !== undefined && sha256 !== 'none')
      await checkFile(resolve(source.directory, value), sha256, source.signal)
  }
  return {
    params,
    [Symbol.asyncDispose]: async () => {
      for (const file of lent) await file[Symbol.asyncDispose]()
    },
  }
}

/** What comes from elsewhere is checked unless the suite says that it need not be. */
function checkedBy(url: string, sha256: string | undefined): string | undefined {
  if (sha256 !== undefined) return sha256 === 'none' ? undefined : sha256
  throw new SuiteError('checksum-needed', `${url} is fetched only with a checksum.`, {
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
