import type { AnyDriver } from '../../runtime/driver.ts'
import { builtInInterfaces } from '../../runtime/interfaces/built-in.ts'
import { simulatedConsole } from '../simulated-board/console.ts'
import { simulatedDebug } from '../simulated-board/debug.ts'
import { simulatedFiles } from '../simulated-board/files.ts'
import { simulatedLcd } from '../simulated-board/lcd.ts'
import { simulatedMachine } from '../simulated-board/machine.ts'
import { simulatedMux } from '../simulated-board/mux.ts'
import { simulatedPower } from '../simulated-board/power.ts'
import { simulatedShell } from '../simulated-board/shell.ts'
import { simulatedSnapshots } from '../simulated-board/snapshots.ts'
import { simulatedSsh } from '../simulated-board/ssh.ts'
import { simulatedStates } from '../simulated-board/states.ts'
import { simulatedStorage } from '../simulated-board/storage.ts'
import { simulatedUart } from '../simulated-board/uart.ts'
import { simulatedVideo } from '../simulated-board/video.ts'
import { simulatedEndpoints } from '../simulated-network/endpoints.ts'
import { simulatedFileServer } from '../simulated-network/file-server.ts'
import { simulatedModbus } from '../simulated-network/modbus.ts'
import { simulatedMqtt } from '../simulated-network/mqtt.ts'
import { simulatedNetwork } from '../simulated-network/network.ts'
import { simulatedSnmp } from '../simulated-network/snmp.ts'
import { simulatedAnalog } from '../simulated-signals/analog.ts'
import { simulatedCan } from '../simulated-signals/can.ts'
import { simulatedGpio } from '../simulated-signals/gpio.ts'
import { simulatedI2c } from '../simulated-signals/i2c.ts'
import { simulatedMeasurement } from '../simulated-signals/measurement.ts'
import { simulatedScope } from '../simulated-signals/scope.ts'
import { simulatedSpi } from '../simulated-signals/spi.ts'
import { simulatedSupply } from '../simulated-signals/supply.ts'
import { simulatedDriver } from './simulated-driver.ts'
import { simulatedFaults } from './simulated-faults.ts'
import { plainSimulation, type Simulation } from './simulation.ts'

const simulations: readonly Simulation[] = [
  simulatedPower,
  simulatedConsole,
  simulatedShell,
  simulatedFiles,
  simulatedStorage,
  simulatedMux,
  simulatedDebug,
  simulatedVideo,
  simulatedLcd,
  simulatedGpio,
  simulatedAnalog,
  simulatedMeasurement,
  simulatedI2c,
  simulatedSpi,
  simulatedCan,
  simulatedNetwork,
  simulatedEndpoints,
  simulatedFileServer,
  simulatedMqtt,
  simulatedModbus,
  simulatedSnmp,
  simulatedUart,
  simulatedSsh,
  simulatedSnapshots,
  simulatedMachine,
  simulatedSupply,
  simulatedScope,
  simulatedStates,
  simulatedFaults,
]

/** Drivers that pretend: one for each interface, whether or not a simulation was written for it. */
export const simulatedDrivers: readonly AnyDriver[] = builtInInterfaces.map((definition) => {
  const written = simulations.find((simulation) => simulation.definition === definition)
  return simulatedDriver(written ?? plainSimulation(definition))
})
