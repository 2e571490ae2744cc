import { defineDriver } from '../../runtime/driver.ts'
import { endpoints } from '../../runtime/interfaces/endpoints.ts'
import { createEndpoints } from '../endpoints/create-endpoints.ts'
import { endpointsConfig } from '../endpoints/endpoints-config.ts'

/** The TCP, UDP and HTTP ports of a device at an address that is known. */
export const endpointsDriver = defineDriver({
  type: 'endpoints',
  doc: 'TCP, UDP and HTTP ports of a device in the network, by name.',
  testedAgainst: 'sockets and HTTP servers of Node',
  provides: [endpoints],
  config: endpointsConfig,
  open: async (settings) => ({
    endpoints: createEndpoints(settings),
    [Symbol.asyncDispose]: async () => {},
  }),
})
