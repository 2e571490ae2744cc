import type { AnyDriver } from '../../runtime/driver.ts'
import { endpointsDriver } from './endpoints.ts'
import { linuxNetwork } from './linux-network.ts'

/** Drivers of networks, endpoints and file servers. */
export const networkDrivers: readonly AnyDriver[] = [endpointsDriver, linuxNetwork]
