import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn } from './names-in.ts'
import { isOfLivingProcess } from './process-mark.ts'

interface Kept {
  readonly path: string
  readonly bytes: number
  readonly used: number
}

/** Removes the files of a store that were used longest ago until the others take no more than so many bytes. */
export async function makeRoom(folder: string, most: number): Promise<void> {
  const kept = [...(await listed(join(folder, 'sha256'))), ...(await listed(join(folder, 'partial')))]
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0)
  for (const one of kept.sort((a, b) => a.used - b.used)) {
    if (bytes <= most) return
    await rm(one.path, { force: true })
    bytes -= one.bytes
  }
}

/** What may be removed: not what a process is writing. */
async function listed(folder: string): Promise<Kept[]> {
  const found: Kept[] = []
  for (const name of await namesIn(folder)) {
    const [, mark] = name.split('.')
    if (mark !== undefined && isOfLivingProcess(mark)) continue
    const path = join(folder, name)
    const facts = await stat(path).catch(() => undefined)
    if (facts !== undefined) found.push({ path, bytes: facts.size, used: facts.mtimeMs })
  }
  return found
}
