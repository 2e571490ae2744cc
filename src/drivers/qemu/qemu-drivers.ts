import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers of virtual machines. */
export const qemuDrivers: readonly AnyDriver[] = []
