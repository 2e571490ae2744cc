import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Tells whether all these programs are on this machine, for tests that need them. */
export function installed(...programs: readonly string[]): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return programs.every((program) => folders.some((folder) => existsSync(join(folder, program))))
}
