import type { AnyDriver } from '../../runtime/driver.ts'
import { gpioPower } from './gpio-power.ts'
import { httpPower } from './http-power.ts'
import { manualPower } from './manual-power.ts'
import { modbusPower } from './modbus-power.ts'
import { pdudaemonPower } from './pdudaemon-power.ts'
import { scpiSupply } from './scpi-supply.ts'
import { serialRelayPower } from './serial-relay-power.ts'
import { snmpPower } from './snmp-power.ts'
import { tasmotaMqttPower } from './tasmota-mqtt-power.ts'
import { uhubctlPower } from './uhubctl-power.ts'
import { usbrelayPower } from './usbrelay-power.ts'

/** Drivers that switch power. */
export const powerDrivers: readonly AnyDriver[] = [
  httpPower,
  tasmotaMqttPower,
  snmpPower,
  pdudaemonPower,
  modbusPower,
  serialRelayPower,
  usbrelayPower,
  uhubctlPower,
  gpioPower,
  manualPower,
  scpiSupply,
]
