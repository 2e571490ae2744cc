import type { AnyDriver } from '../../runtime/driver.ts'
import { gdbRemote } from './gdb-remote.ts'
import { openocd } from './openocd.ts'

/** Drivers that look into processors. */
export const debugDrivers: readonly AnyDriver[] = [openocd, gdbRemote]
