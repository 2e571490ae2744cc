import type { AnyDriver } from '../../runtime/driver.ts'
import { localShell } from './local-shell.ts'
import { shell } from './shell.ts'
import { states } from './states.ts'

/** Drivers of shells on consoles and of this machine, and device types with states. */
export const shellDrivers: readonly AnyDriver[] = [shell, localShell, states]
