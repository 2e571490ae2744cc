import type { AnyDriver } from '../../runtime/driver.ts'
import { slcan } from './slcan.ts'

/** Drivers of buses and pins. */
export const busDrivers: readonly AnyDriver[] = [slcan]
