import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { baudRate } from '../../runtime/units.ts'
import { createLcusRelay } from '../power-lines/lcus-relay.ts'
import { createPower } from '../power-switch/create-power.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { contactOf, relayKeys } from '../power-switch/relay-contact.ts'

const config = z.strictObject({
  path: z.string().min(1).describe('Path of its serial port, such as /dev/ttyUSB0.'),
  baudRate: baudRate().default(9600).describe('Speed of the serial port.'),
  relay: z.number().int().min(1).max(254).default(1).describe('The relay, counted from 1.'),
  answers: z
    .boolean()
    .default(false)
    .describe('True if the board tells its states when it is asked with FF: then switching is verified.'),
  ...relayKeys,
})

/** A relay of a USB board that is a serial port. */
export const serialRelayPower = defineDriver({
  type: 'serial-relay-power',
  doc: 'Switches a relay of a serial board with the four-byte protocol of LCUS boards (CH340).',
  testedAgainst: 'a relay board of our own on a pty',
  provides: [power],
  config,
  open: async ({ normallyClosed, timeout, ...place }, { device }) => ({
    power: createPower(contactOf(createLcusRelay(place), normallyClosed), { device, timeout }),
    ...nothingOpen,
  }),
})
