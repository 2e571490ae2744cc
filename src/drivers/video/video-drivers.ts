import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers that see. */
export const videoDrivers: readonly AnyDriver[] = []
