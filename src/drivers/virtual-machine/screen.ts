import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Picture, parsePpm } from '../picture/picture.ts'
import type { VirtualMachine } from './machine.ts'

/** Takes pictures of the machine's screen. */
export function createCapture(machine: VirtualMachine, folder: string) {
  let count = 0
  return async (signal: AbortSignal): Promise<Picture> => {
    const filename = join(folder, `screen-${++count}.ppm`)
    try {
      await machine.ask('screendump', { filename }, { signal })
      return parsePpm(await readFile(filename))
    } finally {
      await rm(filename, { force: true })
    }
  }
}
