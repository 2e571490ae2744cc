export {
  type ByteChannel,
  type ByteListener,
  type CallContext,
  type Driver,
  defineDriver,
  type ImplementationOf,
  type NeededAbilities,
  type OpenContext,
  type OpenDriver,
} from './runtime/driver.ts'
export { DeviceError, LabError, SuiteError } from './runtime/errors.ts'
export { checksum, file } from './runtime/files/file-parameter.ts'
export { FlashFeed } from './runtime/flash-feed.ts'
export { hexBytes } from './runtime/hex-bytes.ts'
export { bytes, call, defineInterface, type Interface, items, param } from './runtime/interface.ts'
export { analog } from './runtime/interfaces/analog.ts'
export { can } from './runtime/interfaces/can.ts'
export { console } from './runtime/interfaces/console.ts'
export { debug } from './runtime/interfaces/debug.ts'
export { endpoints } from './runtime/interfaces/endpoints.ts'
export { faults } from './runtime/interfaces/faults.ts'
export { fileServer } from './runtime/interfaces/file-server.ts'
export { files } from './runtime/interfaces/files.ts'
export { gpio } from './runtime/interfaces/gpio.ts'
export { hid } from './runtime/interfaces/hid.ts'
export { i2c } from './runtime/interfaces/i2c.ts'
export { lcd } from './runtime/interfaces/lcd.ts'
export { leds } from './runtime/interfaces/leds.ts'
export { logic } from './runtime/interfaces/logic.ts'
export { machine } from './runtime/interfaces/machine.ts'
export { measurement } from './runtime/interfaces/measurement.ts'
export { modbus } from './runtime/interfaces/modbus.ts'
export { mqtt } from './runtime/interfaces/mqtt.ts'
export { mux } from './runtime/interfaces/mux.ts'
export { network } from './runtime/interfaces/network.ts'
export { power } from './runtime/interfaces/power.ts'
export { scope } from './runtime/interfaces/scope.ts'
export { shell } from './runtime/interfaces/shell.ts'
export { snapshots } from './runtime/interfaces/snapshots.ts'
export { snmp } from './runtime/interfaces/snmp.ts'
export { spi } from './runtime/interfaces/spi.ts'
export { ssh } from './runtime/interfaces/ssh.ts'
export { states } from './runtime/interfaces/states.ts'
export { storage } from './runtime/interfaces/storage.ts'
export { supply } from './runtime/interfaces/supply.ts'
export { uart } from './runtime/interfaces/uart.ts'
export { video } from './runtime/interfaces/video.ts'
export { vnc } from './runtime/interfaces/vnc.ts'
export { type DeviceType, defineDeviceType, definePlugin, type Plugin } from './runtime/plugin.ts'
export {
  baudRate,
  current,
  duration,
  frequency,
  resistance,
  size,
  temperature,
  voltage,
} from './runtime/units.ts'
