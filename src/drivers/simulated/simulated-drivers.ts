import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers that pretend: one for each interface. */
export const simulatedDrivers: readonly AnyDriver[] = []
