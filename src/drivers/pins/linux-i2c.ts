import { z } from 'zod'
import { defineDriver, type ImplementationOf } from '../../runtime/driver.ts'
import { SuiteError } from '../../runtime/errors.ts'
import { i2c } from '../../runtime/interfaces/i2c.ts'
import { readTool } from '../pin-tools/run-tool.ts'

const TRANSFER = { program: 'i2ctransfer', package: 'i2c-tools' }
const DETECT = { program: 'i2cdetect', package: 'i2c-tools' }

/** An I2C bus of this machine. */
export const linuxI2c = defineDriver({
  type: 'linux-i2c',
  doc: 'An I2C bus of this machine (/dev/i2c-N), by i2c-tools.',
  testedAgainst: 'a stand-in for the programs of i2c-tools, and their own messages where there is no bus',
  provides: [i2c],
  config: z.strictObject({
    bus: z.number().int().min(0).describe('Number of the bus: 1 is /dev/i2c-1.'),
  }),
  open: async ({ bus }, { device }) => ({
    i2c: createI2c(String(bus), device),
    [Symbol.asyncDispose]: async () => {},
  }),
})

function createI2c(bus: string, device: string): ImplementationOf<typeof i2c> {
  return {
    transfer: async ({ address, write = new Uint8Array(), read }, { signal }) => {
      const target = `@0x${address.toString(16).padStart(2, '0')}`
      const writing = write.length === 0 ? [] : [`w${write.length}${target}`, ...Array.from(write, hex)]
      const reading = read === 0 ? [] : [`r${read}${write.length === 0 ? target : ''}`]
      if (writing.length + reading.length === 0)
        throw new SuiteError('nothing-to-transfer', 'An I2C transfer needs bytes to write, or to read.', {
          hint: 'I2c Transfer    0x48    write=00    read=2',
        })
      const answer = await readTool(TRANSFER, { args: ['-y', bus, ...writing, ...reading], device, signal })
      return Uint8Array.from(
        answer.split(/\s+/).filter((byte) => byte !== ''),
        Number,
      )
    },
    scan: async (_none, { signal }) =>
      addressesIn(await readTool(DETECT, { args: ['-y', bus], device, signal })),
  }
}

/** The table of i2cdetect: `48` answers, `UU` belongs to a driver of the kernel, `--` is nothing. */
function addressesIn(table: string): number[] {
  return table.split('\n').flatMap((line) => {
    const [, row, cells] = /^([0-7]0):(.*)$/.exec(line) ?? []
    if (row === undefined || cells === undefined) return []
    const start = Number.parseInt(row, 16)
    // Addresses that are not asked are blank: cells stand in columns of three.
    const columns = Array.from({ length: 16 }, (_, index) => cells.slice(index * 3, index * 3 + 3).trim())
    return columns.flatMap((cell, index) => (cell === '' || cell === '--' ? [] : [start + index]))
  })
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`
}
