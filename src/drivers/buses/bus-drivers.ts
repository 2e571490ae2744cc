import type { AnyDriver } from '../../runtime/driver.ts'
import { modbusRtu } from './modbus-rtu.ts'
import { modbusTcp } from './modbus-tcp.ts'
import { mqtt } from './mqtt.ts'
import { slcan } from './slcan.ts'
import { snmp } from './snmp.ts'
import { socketcan } from './socketcan.ts'

/** Drivers of buses and pins. */
export const busDrivers: readonly AnyDriver[] = [slcan, socketcan, modbusTcp, modbusRtu, mqtt, snmp]
