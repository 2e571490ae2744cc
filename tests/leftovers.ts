import { readdirSync, readFileSync } from 'node:fs'

/** A process that a run started, itself included. */
export interface OwnedProcess {
  readonly pid: number
  readonly command: string
}

/** The living processes that were started with this folder as their folder for temporary files. */
export function processesOf(temporary: string): OwnedProcess[] {
  return readdirSync('/proc')
    .filter(
      (name) => /^\d+$/.test(name) && readProc(name, 'environ').split('\0').includes(`TMPDIR=${temporary}`),
    )
    .map((name) => ({ pid: Number(name), command: readProc(name, 'cmdline').replaceAll('\0', ' ').trim() }))
    .filter(({ command }) => command !== '')
}

/** Empty for a process that has ended meanwhile. */
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
