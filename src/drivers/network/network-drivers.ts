import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers of networks, endpoints and file servers. */
export const networkDrivers: readonly AnyDriver[] = []
