import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { DeviceError } from '../../runtime/errors.ts'
import { storage } from '../../runtime/interfaces/storage.ts'
import { size } from '../../runtime/units.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** Storage in memory. What is flashed starts the device anew, as programmers do. */
export const simulatedStorage = defineSimulation(storage, {
  ofBench: true,
  config: {
    size: size()
      .default(64 * 1024 * 1024)
      .describe('How much it holds.'),
  },
  create: ({ size: room }, { device, board }) => {
    let memory: Buffer = Buffer.alloc(0)
    return {
      flash: async ({ image }, { signal }) => {
        const content = await readFile(image, { signal })
        if (content.length > room) throw tooLarge(device, content.length, room)
        memory = content
        board.restart('external')
        return described(content)
      },
      read: ({ offset, length }) => {
        const end = length === undefined ? memory.length : offset + length
        return new Uint8Array(memory.subarray(offset, end))
      },
      verify: async ({ image }, { signal }) => {
        const content = await readFile(image, { signal })
        if (content.equals(memory)) return described(content)
        throw new DeviceError('verify-failed', `What ${device} holds differs from ${image}.`)
      },
    }
  },
})

function described(content: Buffer) {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}

function tooLarge(device: string, bytes: number, room: number): DeviceError {
  return new DeviceError('simulated-full', `The image has ${bytes} bytes, and ${device} holds ${room}.`)
}
