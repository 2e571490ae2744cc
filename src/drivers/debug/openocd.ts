import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { debug } from '../../runtime/interfaces/debug.ts'
import { createOpenocdDebug } from '../debug-probe/openocd-access.ts'
import { startOpenocd } from '../debug-probe/openocd-process.ts'
import { OpenocdRpc } from '../debug-probe/openocd-rpc.ts'

const config = z.strictObject({
  configs: z
    .array(z.string())
    .default([])
    .describe(
      'Configuration files to start OpenOCD with, such as interface/stlink.cfg; without any, one that runs is asked.',
    ),
  commands: z.array(z.string()).default([]).describe('Commands after the configuration files.'),
  program: z.string().default('openocd').describe('The program, by name or path.'),
  host: z.string().default('127.0.0.1').describe('Where an OpenOCD runs, if none is started.'),
  port: z.number().int().default(6666).describe('Its port for Tcl.'),
})

/** A debug probe behind OpenOCD. */
export const openocd = defineDriver({
  type: 'openocd',
  doc: 'Stops, runs, flashes and looks into a processor through a debug probe, by OpenOCD.',
  testedAgainst:
    "Debian's openocd with its dummy probe; its memory and registers are procedures of its configuration",
  provides: [debug],
  config,
  open: async ({ configs, commands, program, host, port }, { directory, signal }) => {
    const process =
      configs.length === 0 ? undefined : await startOpenocd({ program, configs, commands, directory }, signal)
    try {
      const address = process === undefined ? { host, port } : { host: '127.0.0.1', port: process.port }
      const rpc = await OpenocdRpc.open(address, signal)
      return {
        debug: createOpenocdDebug(rpc, directory),
        [Symbol.asyncDispose]: async () => {
          await rpc[Symbol.asyncDispose]()
          await process?.[Symbol.asyncDispose]()
        },
      }
    } catch (error) {
      await process?.[Symbol.asyncDispose]()
      throw error
    }
  },
})
