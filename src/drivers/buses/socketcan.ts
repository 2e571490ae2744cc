import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { can } from '../../runtime/interfaces/can.ts'
import { createCan } from '../can-bus/create-can.ts'
import { readDbc } from '../dbc/read-dbc.ts'
import { CandumpPort } from '../socketcan/candump-port.ts'

/** A CAN interface of the kernel. */
export const socketcan = defineDriver({
  type: 'socketcan',
  doc: 'A CAN interface of this machine (SocketCAN), by can-utils. Each frame that is sent starts a program.',
  testedAgainst:
    'stand-ins for candump and cansend, the log format of asc2log, and the messages of can-utils where there is no interface',
  provides: [can],
  config: z.strictObject({
    interface: z
      .string()
      .min(1)
      .describe('Name of the interface, such as can0; its bit rate is set by the system.'),
    dbc: z.string().optional().describe('DBC file with messages and signals, relative to the bench file.'),
  }),
  open: async ({ interface: network, dbc }, { device, directory, signal }) => {
    const codec = dbc === undefined ? undefined : await readDbc(resolve(directory, dbc))
    signal.throwIfAborted()
    return createCan(await CandumpPort.open(network, device), codec)
  },
})
