import { avrBoard } from './drivers/avr-board.ts'
import { avrBoardType } from './drivers/device-types.ts'
import { builtInInterfaces } from './runtime/interfaces/built-in.ts'
import { createRegistry, type Registry } from './runtime/plugin.ts'

/** Everything that comes with the package: its interfaces, drivers and device types. */
export function builtInRegistry(): Registry {
  return createRegistry({ interfaces: builtInInterfaces, drivers: [avrBoard], deviceTypes: [avrBoardType] })
}
