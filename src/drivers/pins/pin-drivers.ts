import type { AnyDriver } from '../../runtime/driver.ts'
import { linuxGpio } from './linux-gpio.ts'
import { linuxI2c } from './linux-i2c.ts'
import { linuxSpi } from './linux-spi.ts'

/** Drivers of pins and chip buses of this machine. */
export const pinDrivers: readonly AnyDriver[] = [linuxGpio, linuxI2c, linuxSpi]
