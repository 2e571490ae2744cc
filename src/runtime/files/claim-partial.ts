import { randomUUID } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { namesIn } from './names-in.ts'
import { isOfLivingProcess, ownMark } from './process-mark.ts'

/**
 * The path of a file that comes, for this process alone: what came before if nobody works on it, otherwise a new one.
 * A claim is made by renaming, so that two processes cannot have the same. `key` is missing if nothing can be resumed.
 */
export async function claimPartial(folder: string, key: string | undefined): Promise<string> {
  const claimed = join(folder, `${key ?? 'unknown'}.${ownMark()}.${randomUUID()}`)
  if (key === undefined) return claimed
  for (const name of await namesIn(folder)) {
    if (!isLeft(name, key)) continue
    const mine = await rename(join(folder, name), claimed).then(
      () => true,
      () => false,
    )
    if (mine) return claimed
  }
  return claimed
}

/** The path of a claim that is given up, where the next one finds it. */
export function unclaimed(claimed: string): string | undefined {
  const path = claimed.split('.').slice(0, -2).join('.')
  return path.endsWith('unknown') ? undefined : path
}

/** True for a part of that file on which no process works. */
function isLeft(name: string, key: string): boolean {
  if (name === key) return true
  const [start, mark = ''] = name.split('.')
  return start === key && !isOfLivingProcess(mark)
}
