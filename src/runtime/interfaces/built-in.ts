import type { Interface } from '../interface.ts'
import { analog } from './analog.ts'
import { can } from './can.ts'
import { console } from './console.ts'
import { debug } from './debug.ts'
import { endpoints } from './endpoints.ts'
import { faults } from './faults.ts'
import { fileServer } from './file-server.ts'
import { files } from './files.ts'
import { gpio } from './gpio.ts'
import { hid } from './hid.ts'
import { i2c } from './i2c.ts'
import { lcd } from './lcd.ts'
import { leds } from './leds.ts'
import { logic } from './logic.ts'
import { machine } from './machine.ts'
import { measurement } from './measurement.ts'
import { modbus } from './modbus.ts'
import { mqtt } from './mqtt.ts'
import { mux } from './mux.ts'
import { network } from './network.ts'
import { power } from './power.ts'
import { scope } from './scope.ts'
import { shell } from './shell.ts'
import { snapshots } from './snapshots.ts'
import { snmp } from './snmp.ts'
import { spi } from './spi.ts'
import { ssh } from './ssh.ts'
import { states } from './states.ts'
import { storage } from './storage.ts'
import { supply } from './supply.ts'
import { uart } from './uart.ts'
import { video } from './video.ts'
import { vnc } from './vnc.ts'

/** The interfaces that every Hilwright knows. */
export const builtInInterfaces: readonly Interface[] = [
  power,
  supply,
  console,
  uart,
  shell,
  states,
  files,
  ssh,
  storage,
  mux,
  debug,
  gpio,
  leds,
  lcd,
  analog,
  network,
  endpoints,
  fileServer,
  faults,
  video,
  vnc,
  measurement,
  scope,
  can,
  i2c,
  spi,
  modbus,
  mqtt,
  snmp,
  logic,
  hid,
  machine,
  snapshots,
]
