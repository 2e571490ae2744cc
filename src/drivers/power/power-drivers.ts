import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers that switch power. */
export const powerDrivers: readonly AnyDriver[] = []
