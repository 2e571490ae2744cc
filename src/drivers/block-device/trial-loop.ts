import { execFileSync } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'

/** A loop device over a file, for tests. */
export interface TrialLoop extends Disposable {
  readonly path: string
}

/** Why there can be no loop devices here; undefined if there can. */
export function whyNoLoops(folder: string): string | undefined {
  try {
    using _ = openTrialLoop(`${folder}/probe.img`, 1024 * 1024)
    return undefined
  } catch (error) {
    return `no loop devices: ${String(error)}`
  }
}

/** Makes a block device of so many bytes, all of them 0xA5 at first, that lives in a file. */
export function openTrialLoop(file: string, bytes: number): TrialLoop {
  writeFileSync(file, Buffer.alloc(Math.min(bytes, 1024 * 1024), 0xa5))
  truncateSync(file, bytes)
  const path = run('losetup', '--find', '--show', file)
  return { path, [Symbol.dispose]: () => void run('losetup', '--detach', path) }
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}
