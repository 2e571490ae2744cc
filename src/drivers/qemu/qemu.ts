import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineDriver } from '../../runtime/driver.ts'
import { console } from '../../runtime/interfaces/console.ts'
import { machine } from '../../runtime/interfaces/machine.ts'
import { power } from '../../runtime/interfaces/power.ts'
import { findProgram } from '../guarded-process/find-program.ts'
import { createArguments } from '../virtual-machine/arguments.ts'
import { machineConfig } from '../virtual-machine/config.ts'
import { VirtualMachine } from '../virtual-machine/machine.ts'
import { createMachineControl } from '../virtual-machine/machine-control.ts'
import { createPowerSwitch } from '../virtual-machine/power-switch.ts'
import { createSerialConsole } from '../virtual-machine/serial-console.ts'

/** A virtual machine. Its process runs while its power is on. */
export const qemu = defineDriver({
  type: 'qemu',
  doc: 'A virtual machine of QEMU: any system that it emulates, with power, serial console, screen, keys, disks and network.',
  testedAgainst: "Debian's QEMU with U-Boot and Linux in it",
  provides: [power, console, machine],
  config: machineConfig,
  open: async (config, { device, directory, signal }) => {
    const program = findProgram({ program: config.binary, package: 'qemu-system', device })
    const folder = await mkdtemp(join(tmpdir(), 'hil-qemu-'))
    signal.throwIfAborted()
    const parts = { directory, folder, accelerator: 'tcg', hostPorts: {}, more: [] } as const
    const vm = new VirtualMachine({ device, program, args: createArguments(config, parts), folder })
    return {
      power: createPowerSwitch(vm),
      console: { stream: createSerialConsole(vm) },
      machine: createMachineControl(vm),
      [Symbol.asyncDispose]: async () => {
        await vm[Symbol.asyncDispose]()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
})
