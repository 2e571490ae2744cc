import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers of instruments: supplies, meters, scopes. */
export const instrumentDrivers: readonly AnyDriver[] = []
