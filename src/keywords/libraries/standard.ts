import { Catalogue } from '../catalogue/catalogue.ts'
import { analogLibrary } from './bench/analog.ts'
import { benchLibrary } from './bench/bench.ts'
import { checksLibrary } from './bench/checks.ts'
import { consoleLibrary } from './bench/console.ts'
import { faultsLibrary } from './bench/faults.ts'
import { gpioLibrary } from './bench/gpio.ts'
import { lcdLibrary } from './bench/lcd.ts'
import { ledsLibrary } from './bench/leds.ts'
import { powerLibrary } from './bench/power.ts'
import { storageLibrary } from './bench/storage.ts'
import { builtIn } from './builtin/builtin.ts'
import { canLibrary } from './buses/can.ts'
import { i2cLibrary, spiLibrary } from './buses/chips.ts'
import { modbusLibrary } from './buses/modbus.ts'
import { mqttLibrary } from './buses/mqtt.ts'
import { snmpLibrary } from './buses/snmp.ts'
import { type DescribedInterfaces, describedLibraries } from './described.ts'
import { debugLibrary } from './flashing/debug.ts'
import { muxLibrary } from './flashing/mux.ts'
import { importableLibraries } from './importable.ts'
import { logicLibrary } from './instruments/logic.ts'
import { measurementLibrary } from './instruments/measurement.ts'
import { scopeLibrary } from './instruments/scope.ts'
import { hidLibrary } from './machine/hid.ts'
import { machineLibrary } from './machine/machine.ts'
import { screenLibrary } from './machine/screen.ts'
import { snapshotsLibrary } from './machine/snapshots.ts'
import { endpointsLibrary } from './network/endpoints.ts'
import { fileServerLibrary } from './network/file-server.ts'
import { networkLibrary } from './network/network.ts'
import { sshLibrary } from './network/ssh.ts'
import { uartLibrary } from './serial/uart.ts'
import { filesLibrary } from './shells/files.ts'
import { shellLibrary } from './shells/shell.ts'
import { statesLibrary } from './shells/states.ts'
import { supplyLibrary } from './supply/supply.ts'

/** The keywords that every suite can call without an import, and the libraries that it can import; `described` are interfaces of third parties. */
export function standardCatalogue(described: DescribedInterfaces = {}): Catalogue {
  const always = [
    builtIn,
    checksLibrary,
    benchLibrary,
    powerLibrary,
    supplyLibrary,
    consoleLibrary,
    uartLibrary,
    shellLibrary,
    filesLibrary,
    statesLibrary,
    storageLibrary,
    muxLibrary,
    debugLibrary,
    gpioLibrary,
    ledsLibrary,
    lcdLibrary,
    analogLibrary,
    networkLibrary,
    endpointsLibrary,
    fileServerLibrary,
    sshLibrary,
    faultsLibrary,
    machineLibrary,
    snapshotsLibrary,
    screenLibrary,
    hidLibrary,
    canLibrary,
    i2cLibrary,
    spiLibrary,
    modbusLibrary,
    mqttLibrary,
    snmpLibrary,
    logicLibrary,
    measurementLibrary,
    scopeLibrary,
    ...describedLibraries(described),
  ]
  return new Catalogue(always, importableLibraries())
}
