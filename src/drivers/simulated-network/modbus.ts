import { z } from 'zod'
import { modbus } from '../../runtime/interfaces/modbus.ts'
import { defineSimulation } from '../simulated/simulation.ts'

const values = z.record(z.string(), z.number())

/** A unit whose coils and registers keep what is written. A value keeps its address, whatever number of registers it takes. */
export const simulatedModbus = defineSimulation(modbus, {
  overNetwork: true,
  config: {
    registers: values
      .default({})
      .describe('Values of holding and input registers, by address; 0 if not named.'),
    coils: z
      .record(z.string(), z.boolean())
      .default({})
      .describe('Coils and inputs, by address; off if not named.'),
  },
  create: ({ registers, coils }) => {
    const held = new Map<number, number | bigint>(numbered(registers))
    const bits = new Map(numbered(coils))
    const readBits = ({ address, count }: { readonly address: number; readonly count: number }) =>
      Array.from({ length: count }, (_, index) => bits.get(address + index) ?? false)
    return {
      readCoils: readBits,
      readInputs: readBits,
      readRegisters: ({ address, count, as }) =>
        Array.from({ length: count }, (_, index) => held.get(address + index * widthOf(as)) ?? 0),
      writeCoils: ({ address, values: list }) => {
        for (const [index, value] of list.entries()) bits.set(address + index, value)
      },
      writeRegisters: ({ address, values: list, as }) => {
        for (const [index, value] of list.entries()) held.set(address + index * widthOf(as), value)
      },
    }
  },
})

function numbered<T>(record: Readonly<Record<string, T>>): [number, T][] {
  return Object.entries(record).map(([address, value]) => [Number(address), value])
}

/** Registers that a value takes. */
function widthOf(as: string): number {
  return Number(as.replace(/\D+/g, '')) / 16
}
