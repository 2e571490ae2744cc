import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers that speak SSH. */
export const sshDrivers: readonly AnyDriver[] = []
