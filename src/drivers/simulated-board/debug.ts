import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { debug } from '../../runtime/interfaces/debug.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** A debug port: memory that keeps what is written to it, and a processor that stands or runs. */
export const simulatedDebug = defineSimulation(debug, {
  ofBench: true,
  config: {
    registers: z
      .record(z.string(), z.number().int())
      .default({})
      .describe('Values of registers, by name; 0 if not named.'),
  },
  create: ({ registers }, { board }) => {
    const memory = new Map<number, number>()
    let halted = false
    const write = (address: number, data: Uint8Array) => {
      for (const [index, byte] of data.entries()) memory.set(address + index, byte)
    }
    return {
      halt: () => {
        halted = true
      },
      resume: () => {
        halted = false
      },
      reset: ({ halt }) => {
        halted = halt
        if (!halt) board.restart('external')
      },
      state: () => (halted ? 'halted' : 'running'),
      flash: async ({ image, address = 0 }, { signal }) => {
        const content = await readFile(image, { signal })
        write(address, content)
        halted = true
        return { bytes: content.length }
      },
      readMemory: ({ address, length }) =>
        Uint8Array.from({ length }, (_, index) => memory.get(address + index) ?? 0xff),
      writeMemory: ({ address, data }) => write(address, data),
      readRegister: ({ register }) => registers[register] ?? 0,
    }
  },
})
