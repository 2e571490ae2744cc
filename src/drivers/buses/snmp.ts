import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { snmp as snmpInterface } from '../../runtime/interfaces/snmp.ts'
import { duration } from '../../runtime/units.ts'
import { agentKeys, hasUser, NO_USER } from '../snmp/agent-keys.ts'
import { openSession } from '../snmp/open-session.ts'
import { createSnmp } from '../snmp/snmp-client.ts'

const config = z
  .strictObject({
    ...agentKeys('public'),
    timeout: duration().default(2000).describe('How long an answer may take before it is asked again.'),
    retries: z.number().int().min(0).max(10).default(1).describe('How often it is asked again.'),
  })
  .refine(hasUser, NO_USER)

/** An SNMP agent. */
export const snmp = defineDriver({
  type: 'snmp',
  doc: 'Objects of an SNMP agent, versions 1, 2c and 3.',
  testedAgainst: "Debian's snmpd",
  provides: [snmpInterface],
  config,
  open: async (place, { signal }) => {
    const session = await openSession(place)
    signal.throwIfAborted()
    let isClosed = false
    return {
      snmp: createSnmp(session, `${place.host}:${place.port}`),
      [Symbol.asyncDispose]: async () => {
        if (!isClosed) session.close()
        isClosed = true
      },
    }
  },
})
