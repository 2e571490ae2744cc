import type { AnyDriver } from '../../runtime/driver.ts'

/** Drivers of consoles: serial ports and consoles in the network. */
export const consoleDrivers: readonly AnyDriver[] = []
