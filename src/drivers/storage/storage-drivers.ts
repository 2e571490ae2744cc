import type { AnyDriver } from '../../runtime/driver.ts'
import { blockStorage } from './block-storage.ts'

/** Drivers that write what a device boots from. */
export const storageDrivers: readonly AnyDriver[] = [blockStorage]
