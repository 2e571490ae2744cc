import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers of shells on consoles and of this machine, and device types with states. */
export const shellDrivers: readonly AnyDriver[] = []
