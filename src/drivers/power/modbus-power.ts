import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { hasOnePlace, linkKeys, ONE_PLACE } from '../links/link-config.ts'
import { createCoil } from '../power-lines/modbus-coil.ts'
import { createPower } from '../power-switch/create-power.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { contactOf, relayKeys } from '../power-switch/relay-contact.ts'

const config = z
  .strictObject({
    ...linkKeys({ port: 502, baudRate: 9600 }),
    unit: z.number().int().min(0).max(255).default(1).describe('Address of the Modbus device.'),
    coil: z.number().int().min(0).max(65_535).describe('Address of the coil, counted from 0.'),
    ...relayKeys,
  })
  .refine(hasOnePlace, ONE_PLACE)

/** A coil of a Modbus device as a power switch. */
export const modbusPower = defineDriver({
  type: 'modbus-power',
  doc: 'Switches power with a coil of a Modbus device, over TCP or RTU.',
  testedAgainst: "modbus-serial's server over TCP and on a pty",
  provides: [power],
  config,
  open: async ({ normallyClosed, timeout, ...place }, { device }) => ({
    power: createPower(contactOf(createCoil({ ...place, timeout }), normallyClosed), { device, timeout }),
    ...nothingOpen,
  }),
})
