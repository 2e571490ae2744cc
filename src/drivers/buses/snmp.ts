import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { snmp as snmpInterface } from '../../runtime/interfaces/snmp.ts'
import { duration } from '../../runtime/units.ts'
import { openSession } from '../snmp/open-session.ts'
import { createSnmp } from '../snmp/snmp-client.ts'

const config = z
  .strictObject({
    host: z.string().min(1).describe('Name or address of the agent.'),
    port: z.number().int().min(1).max(65_535).default(161).describe('Its UDP port.'),
    version: z.enum(['1', '2c', '3']).default('2c').describe('Version of the protocol.'),
    community: z.string().default('public').describe('The community, for versions 1 and 2c.'),
    user: z.string().optional().describe('Name of the user, for version 3.'),
    authProtocol: z
      .enum(['md5', 'sha', 'sha256', 'sha512'])
      .default('sha')
      .describe('How the user proves who it is.'),
    authKey: z
      .string()
      .min(8)
      .optional()
      .describe('Password of the user; write ${env:NAME} or ${file:PATH}.'),
    privProtocol: z.enum(['des', 'aes']).default('aes').describe('How messages are encrypted.'),
    privKey: z.string().min(8).optional().describe('Password of the encryption; none without it.'),
    timeout: duration().default(2000).describe('How long an answer may take before it is asked again.'),
    retries: z.number().int().min(0).max(10).default(1).describe('How often it is asked again.'),
  })
  .refine(
    ({ version, user }) => (version === '3') === (user !== undefined),
    'version 3 needs a user, the others take none',
  )

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
