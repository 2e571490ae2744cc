import type { AnyDriver } from '../../runtime/driver.ts'
import { serial } from './serial.ts'

/** Drivers of consoles: serial ports and consoles in the network. */
export const consoleDrivers: readonly AnyDriver[] = [serial]
