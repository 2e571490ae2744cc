import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { modbus } from '../../runtime/interfaces/modbus.ts'
import { baudRate, duration } from '../../runtime/units.ts'
import { createModbus } from '../modbus/create-modbus.ts'
import { ModbusClient } from '../modbus/modbus-client.ts'

/** Modbus over a serial line. */
export const modbusRtu = defineDriver({
  type: 'modbus-rtu',
  doc: 'Coils and registers of devices over Modbus RTU on a serial line.',
  testedAgainst: 'a Modbus RTU unit of our own on a pty',
  provides: [modbus],
  config: z.strictObject({
    path: z.string().min(1).describe('Path of the serial port, such as /dev/ttyUSB0.'),
    baudRate: baudRate().default(9600).describe('Speed of the line.'),
    parity: z
      .enum(['none', 'even', 'odd'])
      .default('even')
      .describe('Parity; even is what the standard asks for.'),
    stopBits: z.literal([1, 2]).default(1).describe('Stop bits.'),
    unit: z.number().int().min(0).max(247).default(1).describe('Number of the unit.'),
    timeout: duration().default(1000).describe('How long an answer may take.'),
  }),
  open: async ({ path, unit, timeout, ...line }, { signal }) => {
    const client = new ModbusClient({
      ...{ name: path, timeout },
      connect: (connection) => connection.connectRTUBuffered(path, line),
    })
    await client.connect(signal)
    return { modbus: createModbus(client, unit), [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() }
  },
})
