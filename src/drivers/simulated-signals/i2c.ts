import { z } from 'zod'
import { DeviceError } from '../../runtime/errors.ts'
import { i2c } from '../../runtime/interfaces/i2c.ts'
import { defineSimulation } from '../simulated/simulation.ts'

/** Chips with 256 registers of a byte: the first byte written is the number of a register, the rest its new content. */
export const simulatedI2c = defineSimulation(i2c, {
  ofBench: true,
  config: {
    chips: z
      .record(z.string(), z.array(z.number().int().min(0).max(255)))
      .default({})
      .describe('Content of registers from 0, by the address of the chip, such as "0x48".'),
  },
  create: ({ chips }) => {
    const bus = new Map(Object.entries(chips).map(([address, content]) => [Number(address), chip(content)]))
    return {
      transfer: ({ address, write = new Uint8Array([0]), read }) => {
        const registers = bus.get(address) ?? silent(address)
        const [from = 0, ...data] = write
        registers.set(data.slice(0, registers.length - from), from)
        return Uint8Array.from(
          { length: read },
          (_, index) => registers[(from + index) % registers.length] ?? 0,
        )
      },
      scan: () => [...bus.keys()].sort((one, other) => one - other),
    }
  },
})

function chip(content: readonly number[]): Uint8Array {
  const registers = new Uint8Array(256)
  registers.set(content.slice(0, registers.length))
  return registers
}

function silent(address: number): never {
  throw new DeviceError('simulated-missing', `No chip answers at address 0x${address.toString(16)}.`)
}
