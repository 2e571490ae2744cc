import type { ImplementationOf } from '../../runtime/driver.ts'
import { freePort } from '../../runtime/free-port.ts'
import type { endpoints } from '../../runtime/interfaces/endpoints.ts'
import { createEndpoints } from '../endpoints/create-endpoints.ts'
import { endpointsConfig } from '../endpoints/endpoints-config.ts'
import type { MachineConfig } from './config.ts'

const HOST = '127.0.0.1'

/** The ports of this machine that lead to those of the guest, by name; the same ones for the whole session. */
export async function chooseHostPorts(
  ports: MachineConfig['network']['ports'],
): Promise<Record<string, number>> {
  const chosen: Record<string, number> = {}
  for (const [name, { host }] of Object.entries(ports)) chosen[name] = host ?? (await freePort())
  return chosen
}

/** The forwarded ports as endpoints. */
export function createForwardedEndpoints(
  ports: MachineConfig['network']['ports'],
  hostPorts: Readonly<Record<string, number>>,
): ImplementationOf<typeof endpoints> {
  const reached = Object.entries(ports).map(([name, { protocol }]) => [
    name,
    { protocol, port: hostPorts[name] },
  ])
  return createEndpoints(endpointsConfig.parse({ host: HOST, ports: Object.fromEntries(reached) }))
}
