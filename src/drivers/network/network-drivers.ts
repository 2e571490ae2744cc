import type { AnyDriver } from '../../runtime/driver.ts'
import { endpointsDriver } from './endpoints.ts'

/** Drivers of networks, endpoints and file servers. */
export const networkDrivers: readonly AnyDriver[] = [endpointsDriver]
