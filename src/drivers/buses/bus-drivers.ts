import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers of buses and pins. */
export const busDrivers: readonly AnyDriver[] = []
