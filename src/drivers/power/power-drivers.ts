import type { AnyDriver } from '../../runtime/driver.ts'
import { httpPower } from './http-power.ts'

/** Drivers that switch power. */
export const powerDrivers: readonly AnyDriver[] = [httpPower]
