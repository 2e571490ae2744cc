import type { AnyDriver } from '../../runtime/driver.ts'
import { scpiMultimeter } from './scpi-multimeter.ts'
import { scpiScope } from './scpi-scope.ts'
import { sigrok } from './sigrok.ts'

/** Drivers of instruments: meters, scopes, logic analysers. */
export const instrumentDrivers: readonly AnyDriver[] = [scpiMultimeter, scpiScope, sigrok]
