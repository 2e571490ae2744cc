import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { commandOf, isAlive, type PortOwner } from './port-owner.ts'

/** Where programs such as minicom, picocom and cu look. */
const FOLDER = '/var/lock'

/** A lock file that was taken; `undefined` stands for a machine where none can be written. */
export type LockFile = Disposable | undefined

/**
 * Takes the lock file of a device, so that terminal programs keep off. Gives its owner in place of it if a living
 * process has it; what a dead one left is taken over.
 */
export function takeLockFile(device: string): { readonly lock: LockFile } | { readonly owner: PortOwner } {
  const path = join(FOLDER, `LCK..${relative('/dev', device).replaceAll('/', '_')}`)
  const owner = ownerIn(path)
  if (owner !== undefined) return { owner }
  const own = `${path}.${process.pid}`
  try {
    rmSync(path, { force: true })
    writeFileSync(own, `${String(process.pid).padStart(10)}\n`)
    // A link is made whole or not at all: two who start at once cannot both have it.
    linkSync(own, path)
  } catch {
    return { lock: undefined }
  } finally {
    rmSync(own, { force: true })
  }
  return { lock: { [Symbol.dispose]: () => rmSync(path, { force: true }) } }
}

function ownerIn(path: string): PortOwner | undefined {
  try {
    const pid = Number(readFileSync(path, 'latin1').trim())
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
    return { pid, command: `${commandOf(pid) || 'a process'}, by its lock file ${path}` }
  } catch {
    return undefined
  }
}
