import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../runtime/make-folder.ts'
import { stateFolder } from '../../runtime/state-folder.ts'

/** So many lines are remembered. */
const LONGEST = 1000

/** The lines of earlier shells, the newest first. */
export function readHistory(env: NodeJS.ProcessEnv): string[] {
  try {
    return readFileSync(fileOf(env), 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}

/** Keeps lines for later shells; a shell works without. */
export function writeHistory(env: NodeJS.ProcessEnv, lines: readonly string[]): void {
  const file = fileOf(env)
  try {
    makeFolder(dirname(file), 0o700)
    writeFileSync(file, lines.slice(0, LONGEST).join('\n'), { mode: 0o600 })
    chmodSync(file, 0o600)
  } catch {
    // A read-only home is no reason to end.
  }
}

function fileOf(env: NodeJS.ProcessEnv): string {
  return join(stateFolder(env), 'shell-history')
}
