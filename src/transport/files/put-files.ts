import { basename } from 'node:path'
import type { BenchDescription, Calling, Target } from '../../runtime/connection.ts'
import { findBeside } from '../../runtime/fetching/beside.ts'
import { isUrl } from '../../runtime/fetching/fetch-file.ts'
import type { BesideDescription } from '../../runtime/files/beside-description.ts'
import { NO_FILE } from '../../runtime/files/file-parameter.ts'
import type { FileReference } from '../wire/frames.ts'
import type { FileLink } from './file-link.ts'
import { SourceFile } from './source-file.ts'
import { Upload } from './upload.ts'

/** The files among the parameters of a call. */
interface FilesOfCall {
  readonly names: readonly string[]
  /** Which go along with another one, if they lie beside it. */
  readonly beside: Readonly<Record<string, BesideDescription>>
  readonly params: Readonly<Record<string, unknown>>
}

/** Names of the parameters of a member that are files; undefined if it takes none. */
export function filesOf(bench: BenchDescription, target: Target): readonly string[] | undefined {
  return abilityOf(bench, target)?.files?.[target.member]
}

/** Files that go along with another one, by parameter. */
export function besideOf(bench: BenchDescription, target: Target): FilesOfCall['beside'] {
  return abilityOf(bench, target)?.beside?.[target.member] ?? {}
}

/** Sees to it that the bench has the files of a call; URLs are its own business. */
export async function putFiles(
  link: FileLink,
  { names, beside, params }: FilesOfCall,
  waiting: Calling,
): Promise<Record<string, FileReference>> {
  const references: Record<string, FileReference> = {}
  for (const name of names) {
    const path = params[name]
    if (typeof path !== 'string' || path === NO_FILE || isUrl(path)) continue
    const found: FileReference[] = []
    for (const [other, { of, ending }] of Object.entries(beside)) {
      const neighbour =
        of === name && params[other] === undefined ? await findBeside(path, ending) : undefined
      if (neighbour !== undefined) found.push(await putFile(link, neighbour, { signal: waiting.signal }))
    }
    const reference = await putFile(link, path, waiting)
    references[name] = found.length === 0 ? reference : { ...reference, beside: found }
  }
  return references
}

async function putFile(link: FileLink, path: string, waiting: Calling): Promise<FileReference> {
  await using source = await SourceFile.open(path)
  const sha256 = await source.digest(waiting)
  await new Upload(link, source, sha256).run(waiting)
  waiting.progress?.({ step: 'there', file: path, bytes: source.length, length: source.length })
  return { sha256, name: basename(path) }
}

function abilityOf({ devices }: BenchDescription, target: Target) {
  const device = devices.find(({ name }) => name === target.device)
  return device?.abilities.find(({ name }) => name === target.ability)
}
