import type { AnyDriver } from '../../runtime/driver.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { shell } from '../../runtime/interfaces/shell.ts'
import { createCommandDriver } from './command-driver.ts'
import { commandShell } from './command-shell.ts'

/** Drivers that command lines of the bench file make: one for each interface. */
export const commandDrivers: readonly AnyDriver[] = [
  commandShell,
  ...builtInInterfaces.filter(({ name }) => name !== shell.name).map(createCommandDriver),
]
