import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { debug } from '../../runtime/interfaces/debug.ts'
import { GdbAccess } from '../debug-probe/gdb-access.ts'

const config = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Where the server of gdb’s remote protocol runs.'),
  port: z.number().int().describe('Its port: 1234 of QEMU, 2331 of J-Link, 3333 of OpenOCD.'),
  resetCommand: z
    .string()
    .default('system_reset')
    .describe(
      'What its monitor calls a reset: system_reset of QEMU, reset of J-Link, reset halt of OpenOCD.',
    ),
  endian: z.enum(['little', 'big']).default('little').describe('Order of the bytes in its registers.'),
})

/** A processor behind any server of gdb's remote protocol. */
export const gdbRemote = defineDriver({
  type: 'gdb-remote',
  doc: "Stops, runs and looks into a processor through gdb's remote protocol: QEMU, J-Link, OpenOCD, pyOCD. Using it stops the processor, as gdb does.",
  testedAgainst: 'the server of QEMU, with an ARM Cortex-M3',
  provides: [debug],
  config,
  open: async ({ host, port, resetCommand, endian }, { directory }) => {
    const access = new GdbAccess({ address: { host, port }, directory, resetCommand, endian })
    return {
      debug: access.implementation,
      [Symbol.asyncDispose]: () => access[Symbol.asyncDispose](),
    }
  },
})
