import { z } from 'zod'
import { defineDriver } from '../../runtime/driver.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { builtInRequests } from '../power-http/built-in-requests.ts'
import { createHttpSwitch } from '../power-http/http-switch.ts'
import { hasKnownPlaceholders, UNKNOWN_PLACEHOLDER } from '../power-http/placeholders.ts'
import { requestsSchema } from '../power-http/request-format.ts'
import { createPower } from '../power-switch/create-power.ts'
import { nothingOpen } from '../power-switch/nothing-open.ts'
import { outlet, switching } from '../power-switch/power-switch.ts'

const names = Object.keys(builtInRequests) as (keyof typeof builtInRequests)[]

const config = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'give the password with "username" and "password"')
      .refine(hasKnownPlaceholders, UNKNOWN_PLACEHOLDER)
      .describe('Address of the switch, as in http://10.0.0.7; may have {outlet} in it.'),
    backend: z.enum(names).optional().describe('What kind of switch it is.'),
    requests: requestsSchema.optional().describe('How to talk to a switch of another kind.'),
    outlet: outlet
      .optional()
      .describe('The outlet, as the switch counts them: Shelly from 0, the others from 1.'),
    username: z.string().optional().describe('Who asks, if the switch wants to know.'),
    password: z.string().optional().describe('Its password; take it from ${env:…}.'),
    insecure: z.boolean().default(false).describe('True takes any certificate of an https address.'),
    ...switching,
  })
  .refine(({ backend, requests }) => (backend === undefined) !== (requests === undefined), {
    message: 'give either "backend" or "requests"',
  })

/** A power switch or outlet of a PDU that is talked to over HTTP. */
export const httpPower = defineDriver({
  type: 'http-power',
  doc: `Switches an outlet over HTTP: ${names.join(', ')}, or any other by requests of your own.`,
  testedAgainst: 'HTTP servers of our own that answer as the vendors describe',
  provides: [power],
  config,
  open: async ({ backend, requests, timeout, ...place }, { device }) => {
    const known = requests ?? (backend && builtInRequests[backend])
    if (known === undefined) throw new Error('neither backend nor requests') // the schema refuses it
    const unit = createHttpSwitch(known, { ...place, outlet: place.outlet ?? known.outlet })
    return { power: createPower(unit, { device, timeout }), ...nothingOpen }
  },
})
