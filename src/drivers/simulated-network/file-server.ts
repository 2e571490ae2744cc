import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { DeviceError } from '../../runtime/errors.ts'
import { fileServer } from '../../runtime/interfaces/file-server.ts'
import { defineSimulation } from '../simulated/simulation.ts'

interface Fetched {
  readonly time: number
  readonly client: string
  readonly name: string
  readonly outcome: 'complete'
  readonly bytes: number
}

/** A file server whose only client fetches at once whatever is staged. */
export const simulatedFileServer = defineSimulation(fileServer, {
  overNetwork: true,
  create: (_, { device }) => {
    const staged = new Set<string>()
    const requests: Fetched[] = []
    const url = (name: string) => `http://${device}.invalid/${encodeURI(name)}`
    const find = (name: string) => (staged.has(name) ? url(name) : missing(name))
    return {
      stage: async ({ file, name = basename(file) }, { signal }) => {
        const content = await readFile(file, { signal })
        const bytes = content.length
        staged.add(name)
        requests.push({ time: Date.now(), client: '192.0.2.10', name, outcome: 'complete', bytes })
        return { name, url: url(name), bytes, sha256: createHash('sha256').update(content).digest('hex') }
      },
      list: () => [...staged],
      url: ({ name }) => find(name),
      remove: ({ name }) => void staged.delete(name),
      requests: () => requests,
      waitForRequest: ({ name }) => requests.findLast((one) => one.name === name) ?? missing(name),
    }
  },
})

function missing(name: string): never {
  throw new DeviceError('simulated-missing', `No file "${name}" is staged.`)
}
