import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { DeviceError } from '../../runtime/errors.ts'
import { files } from '../../runtime/interfaces/files.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** Files in memory. */
export const simulatedFiles = defineSimulation(files, {
  config: {
    contents: z
      .record(z.string(), z.string())
      .default({})
      .describe('Files that are there at first, by path.'),
  },
  create: ({ contents }, { device }) => {
    const stored = new Map(Object.entries(contents).map(([path, text]) => [path, Buffer.from(text)]))
    const find = (path: string) => stored.get(path) ?? missing(device, path)
    return {
      put: async ({ file, path }, { signal }) => {
        const content = await readFile(file, { signal })
        stored.set(path, content)
        return { bytes: content.length, sha256: sha256(content) }
      },
      get: ({ path }) => new Uint8Array(find(path)),
      checksum: ({ path }) => sha256(find(path)),
      remove: ({ path }) => {
        find(path)
        stored.delete(path)
      },
    }
  },
})

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function missing(device: string, path: string): never {
  throw new DeviceError('simulated-missing', `${device} has no file ${path}.`)
}
