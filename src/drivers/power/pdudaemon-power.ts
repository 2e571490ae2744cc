import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { createPdudaemonSwitch } from '../power-lines/pdudaemon-switch.ts'
import { createPower } from '../power-switch/create-power.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { outlet, switching } from '../power-switch/power-switch.ts'

const config = z.strictObject({
  host: z.string().min(1).default('localhost').describe('Where PDUDaemon listens.'),
  port: z.number().int().min(1).max(65_535).default(16_421).describe('Its port.'),
  listener: z.enum(['http', 'tcp']).default('http').describe('How it listens, as in its own configuration.'),
  pdu: z
    .string()
    .regex(/^\S+$/, 'expected a name without spaces')
    .describe('Name of the PDU in the configuration of PDUDaemon.'),
  outlet: outlet.describe('The outlet of the PDU.'),
  ...switching,
})

/** An outlet of any PDU that PDUDaemon knows. */
export const pdudaemonPower = defineDriver({
  type: 'pdudaemon-power',
  doc: 'Switches an outlet through PDUDaemon, which tells no states and measures nothing.',
  testedAgainst: "Debian's pdudaemon",
  provides: [power],
  config,
  open: async ({ timeout, ...place }, { device }) => ({
    power: createPower(createPdudaemonSwitch(place), { device, timeout }),
    ...nothingOpen,
  }),
})
