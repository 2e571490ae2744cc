import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers that write what a device boots from. */
export const storageDrivers: readonly AnyDriver[] = []
