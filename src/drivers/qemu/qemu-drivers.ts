import type { AnyDriver } from '../../runtime/driver.ts'
import { qemu } from './qemu.ts'
import { qemuConsole } from './qemu-console.ts'

/** Drivers of virtual machines. */
export const qemuDrivers: readonly AnyDriver[] = [qemu, qemuConsole]
