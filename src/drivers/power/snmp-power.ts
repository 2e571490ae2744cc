import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { builtInOutlets, outletObjectsSchema } from '../power-snmp/outlet-objects.ts'
import { createSnmpOutlet } from '../power-snmp/snmp-outlet.ts'
import { SnmpSession } from '../power-snmp/snmp-session.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { outlet, switching } from '../power-switch/power-switch.ts'

const names = Object.keys(builtInOutlets) as (keyof typeof builtInOutlets)[]

const user = z.strictObject({
  name: z.string().min(1).describe('Name of the user.'),
  auth: z
    .strictObject({
      protocol: z.enum(['md5', 'sha', 'sha256', 'sha512']).default('sha'),
      key: z.string().min(8),
    })
    .optional()
    .describe('How the user shows who it is.'),
  privacy: z
    .strictObject({ protocol: z.enum(['des', 'aes']).default('aes'), key: z.string().min(8) })
    .optional()
    .describe('How what is said is hidden from others.'),
})

const config = z
  .strictObject({
    host: z.string().min(1).describe('Name or address of the PDU or switch.'),
    port: z.number().int().min(1).max(65_535).default(161).describe('UDP port of its agent.'),
    version: z
      .union([z.enum(['1', '2c', '3']), z.literal([1, 3]).transform((number) => (number === 1 ? '1' : '3'))])
      .default('2c')
      .describe('Version of SNMP.'),
    community: z.string().default('private').describe('Community that may write, of versions 1 and 2c.'),
    user: user.optional().describe('User of version 3.'),
    model: z.enum(names).optional().describe('What kind of PDU or switch it is.'),
    objects: outletObjectsSchema.optional().describe('The objects of a PDU of another kind.'),
    outlet: outlet.describe('The outlet or port.'),
    unit: outlet.default('1').describe('The PDU of a chain, or the group of ports of a switch.'),
    ...switching,
  })
  .refine(({ model, objects }) => (model === undefined) !== (objects === undefined), {
    message: 'give either "model" or "objects"',
  })
  .refine(({ version, user: known }) => (version === '3') === (known !== undefined), {
    message: 'version 3 needs a "user", the others have none',
  })

/** An outlet of a PDU, or a PoE port of a switch, that is switched by SNMP. */
export const snmpPower = defineDriver({
  type: 'snmp-power',
  doc: `Switches an outlet or PoE port by SNMP: ${names.join(', ')}, or any other by objects of your own.`,
  testedAgainst: "Debian's snmpd, with the objects of the vendors behind it",
  provides: [power],
  config,
  open: async ({ model, objects, timeout, ...place }, { device }) => {
    const known = objects ?? (model && builtInOutlets[model])
    if (known === undefined) throw new Error('neither model nor objects') // the schema refuses it
    const exchange = new Exchange()
    const session = await SnmpSession.open(place, exchange)
    const unit = createSnmpOutlet(known, place, { session, exchange })
    return {
      power: createPower(unit, { device, timeout }),
      [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
    }
  },
})
