import { resolve } from 'node:path'
import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { can } from '../../runtime/interfaces/can.ts'
import { createCan } from '../can-bus/create-can.ts'
import { readDbc } from '../dbc/read-dbc.ts'
import { hasOnePlace, linkKeys, nameOfPlace, ONE_PLACE, openLink } from '../links/link-config.ts'
import { BIT_RATES, SlcanPort } from '../slcan/slcan-port.ts'

const config = z
  .strictObject({
    ...linkKeys({ port: 3333, baudRate: 115_200 }),
    bitRate: z
      .literal(BIT_RATES.map((rate) => rate * 1000))
      .default(500_000)
      .describe('Bits a second on the bus.'),
    listenOnly: z.boolean().default(false).describe('true: hears the bus without a trace, and cannot send.'),
    dbc: z.string().optional().describe('DBC file with messages and signals, relative to the bench file.'),
  })
  .refine(hasOnePlace, ONE_PLACE)

/** A CAN bus behind an adapter that speaks slcan. */
export const slcan = defineDriver({
  type: 'slcan',
  doc: 'A CAN bus behind an adapter that speaks slcan (Lawicel), on a serial port or over TCP.',
  testedAgainst: 'a slcan adapter of our own on a pty; its DBC files against canmatrix',
  provides: [can],
  config,
  open: async ({ dbc, bitRate, listenOnly, ...place }, { directory, signal }) => {
    const codec = dbc === undefined ? undefined : await readDbc(resolve(directory, dbc))
    const link = await openLink(place, signal)
    return createCan(
      await SlcanPort.open(link, { name: nameOfPlace(place), bitRate, listenOnly }, signal),
      codec,
    )
  },
})
