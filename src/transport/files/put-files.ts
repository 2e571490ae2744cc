import { basename } from 'node:path'
import type { BenchDescription, Calling, Target } from '../../runtime/connection.ts'
import { isUrl } from '../../runtime/files/fetch-file.ts'
import type { FileReference } from '../wire/frames.ts'
import type { FileLink } from './file-link.ts'
import { SourceFile } from './source-file.ts'
import { Upload } from './upload.ts'

/** The files among the parameters of a call. */
interface FilesOfCall {
  readonly names: readonly string[]
  readonly params: Readonly<Record<string, unknown>>
}

/** Names of the parameters of a member that are files; undefined if it takes none. */
export function filesOf({ devices }: BenchDescription, target: Target): readonly string[] | undefined {
  const device = devices.find(({ name }) => name === target.device)
  return device?.abilities.find(({ name }) => name === target.ability)?.files?.[target.member]
}

/** Sees to it that the bench has the files of a call; URLs are its own business. */
export async function putFiles(
  link: FileLink,
  { names, params }: FilesOfCall,
  waiting: Calling,
): Promise<Record<string, FileReference>> {
  const references: Record<string, FileReference> = {}
  for (const name of names) {
    const path = params[name]
    if (typeof path !== 'string' || isUrl(path)) continue
    references[name] = { sha256: await putFile(link, path, waiting), name: basename(path) }
  }
  return references
}

async function putFile(link: FileLink, path: string, waiting: Calling): Promise<string> {
  await using source = await SourceFile.open(path)
  const sha256 = await source.digest(waiting)
  await new Upload(link, source, sha256).run(waiting)
  waiting.progress?.({ step: 'there', file: path, bytes: source.length, length: source.length })
  return sha256
}
