import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { modbus } from '../../runtime/interfaces/modbus.ts'
import { duration } from '../../runtime/units.ts'
import { createModbus } from '../modbus/create-modbus.ts'
import { ModbusClient } from '../modbus/modbus-client.ts'

/** Modbus over TCP. */
export const modbusTcp = defineDriver({
  type: 'modbus-tcp',
  doc: 'Coils and registers of a device over Modbus TCP.',
  testedAgainst: "modbus-serial's server",
  provides: [modbus],
  config: z.strictObject({
    host: z.string().min(1).describe('Name or address of the device or gateway.'),
    port: z.number().int().min(1).max(65_535).default(502).describe('Its TCP port.'),
    unit: z.number().int().min(0).max(255).default(1).describe('Number of the unit behind it.'),
    timeout: duration().default(2000).describe('How long an answer may take.'),
  }),
  open: async ({ host, port, unit, timeout }, { signal }) => {
    const connect = { name: `${host}:${port}`, timeout }
    const client = new ModbusClient({ ...connect, connect: (line) => line.connectTCP(host, { port }) })
    await client.connect(signal)
    return { modbus: createModbus(client, unit), [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() }
  },
})
