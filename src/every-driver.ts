import { avrBoard } from './drivers/avr-board.ts'
import { avrLcd } from './drivers/avr-lcd.ts'
import { busDrivers } from './drivers/buses/bus-drivers.ts'
import { commandDrivers } from './drivers/commands/command-drivers.ts'
import { consoleDrivers } from './drivers/consoles/console-drivers.ts'
import { debugDrivers } from './drivers/debug/debug-drivers.ts'
import { avrBoardType } from './drivers/device-types.ts'
import { instrumentDrivers } from './drivers/instruments/instrument-drivers.ts'
import { networkDrivers } from './drivers/network/network-drivers.ts'
import { pinDrivers } from './drivers/pins/pin-drivers.ts'
import { powerDrivers } from './drivers/power/power-drivers.ts'
import { qemuDrivers } from './drivers/qemu/qemu-drivers.ts'
import { qemuType } from './drivers/qemu/qemu-type.ts'
import { boardTypes } from './drivers/shells/board-types.ts'
import { shellDrivers } from './drivers/shells/shell-drivers.ts'
import { simulatedDeviceType } from './drivers/simulated/simulated-device-type.ts'
import { simulatedDrivers } from './drivers/simulated/simulated-drivers.ts'
import { sshDrivers } from './drivers/ssh/ssh-drivers.ts'
import { storageDrivers } from './drivers/storage/storage-drivers.ts'
import { videoDrivers } from './drivers/video/video-drivers.ts'
import type { AnyDriver } from './runtime/driver.ts'
import { builtInInterfaces } from './runtime/interfaces/built-in.ts'
import { createRegistry, type DeviceType, type Registry } from './runtime/plugin.ts'

/** Every driver that comes with the package. What runs loads those of its bench only: {@link DRIVER_FILES}. */
export const everyDriver: readonly AnyDriver[] = [
  avrBoard,
  avrLcd,
  ...consoleDrivers,
  ...shellDrivers,
  ...sshDrivers,
  ...commandDrivers,
  ...powerDrivers,
  ...storageDrivers,
  ...debugDrivers,
  ...qemuDrivers,
  ...instrumentDrivers,
  ...busDrivers,
  ...pinDrivers,
  ...networkDrivers,
  ...videoDrivers,
  ...simulatedDrivers,
]

/** Every device type that comes with the package. */
export const everyDeviceType: readonly DeviceType[] = [
  avrBoardType,
  qemuType,
  simulatedDeviceType,
  ...boardTypes,
]

/** Everything that comes with the package, loaded: for tests and documentation. */
export function everyRegistry(): Registry {
  return createRegistry({
    interfaces: builtInInterfaces,
    drivers: everyDriver,
    deviceTypes: everyDeviceType,
  })
}
