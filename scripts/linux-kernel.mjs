// Brings Debian's Linux for virtual machines, unpacked and not installed: its installation would build a boot image.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../node_modules/.cache/hilwright/linux', import.meta.url))
const META = 'linux-image-cloud-amd64'

/** Unpacks the kernel and its modules where trial guests look for them; does nothing when they are there. */
export function bringLinuxKernel() {
  if (isThere()) return true
  const parent = join(FOLDER, '..')
  mkdirSync(parent, { recursive: true })
  const scratch = mkdtempSync(join(parent, 'linux-'))
  try {
    const name = /Depends: (linux-image-\S+)/.exec(run('apt-cache', ['depends', META], scratch))?.[1]
    if (name === undefined) return false
    run('apt-get', ['download', '-qq', name], scratch)
    const file = readdirSync(scratch).find((entry) => entry.endsWith('.deb'))
    if (file === undefined) return false
    run('dpkg-deb', ['-x', file, 'unpacked'], scratch)
    rmSync(FOLDER, { recursive: true, force: true })
    renameSync(join(scratch, 'unpacked'), FOLDER)
    return isThere()
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function isThere() {
  try {
    return readdirSync(join(FOLDER, 'boot')).some((name) => name.startsWith('vmlinuz-'))
  } catch {
    return false
  }
}

function run(program, args, cwd) {
  return String(spawnSync(program, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] }).stdout ?? '')
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !bringLinuxKernel()) {
  console.error(`Debian's ${META} cannot be had here.`)
  process.exitCode = 1
}
