import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { builtInOutlets, outletObjectsSchema } from '../power-snmp/outlet-objects.ts'
import { createSnmpOutlet } from '../power-snmp/snmp-outlet.ts'
import { SnmpSession } from '../power-snmp/snmp-session.ts'
import { createPower } from '../power-switch/create-power.ts'
import { Exchange } from '../power-switch/exchange.ts'
import { outlet, switching } from '../power-switch/power-switch.ts'
import { agentKeys, hasUser, NO_USER } from '../snmp/agent-keys.ts'

const names = Object.keys(builtInOutlets) as (keyof typeof builtInOutlets)[]

const config = z
  .strictObject({
    ...agentKeys('private'),
    model: z.enum(names).optional().describe('What kind of PDU or switch it is.'),
    objects: outletObjectsSchema.optional().describe('The objects of a PDU of another kind.'),
    outlet: outlet.describe('The outlet or port.'),
    unit: outlet.default('1').describe('The PDU of a chain, or the group of ports of a switch.'),
    ...switching,
  })
  .refine(({ model, objects }) => (model === undefined) !== (objects === undefined), {
    message: 'give either "model" or "objects"',
  })
  .refine(hasUser, NO_USER)

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
